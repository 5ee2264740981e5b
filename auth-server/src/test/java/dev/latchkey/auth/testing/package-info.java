/**
 * Two actors and the stage: a {@link dev.latchkey.auth.testing.Browser} with cookies, a {@link
 * dev.latchkey.auth.testing.RelyingParty} with credentials, and one running {@link
 * dev.latchkey.auth.testing.AuthServer} on a real port with a real database, shared by all tests.
 */
package dev.latchkey.auth.testing;
