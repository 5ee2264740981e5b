/**
 * The Web Browser SSO Profile of SAML 2.0, as far as a site needs it that people come to: what it asks, what it publishes of itself,
 * and whom an answer names. Signatures are those of the Java platform (XML Signature with secure validation); nothing is read that
 * a signature does not cover (docs/decisions/0160).
 *
 * <p>Knows nothing of accounts and of the browser. That an answer is to a request of that very browser is for the caller, who names
 * the request that has to be answered.
 */
@NullMarked
package dev.latchkey.auth.federation.saml;

import org.jspecify.annotations.NullMarked;
