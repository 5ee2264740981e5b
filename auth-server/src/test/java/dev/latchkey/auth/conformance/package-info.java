/**
 * What the OpenID Foundation's conformance plans ask of a provider (Config OP, Basic OP with registered clients, Form Post OP),
 * as tests of our own: each names the section that requires it.
 */
package dev.latchkey.auth.conformance;
