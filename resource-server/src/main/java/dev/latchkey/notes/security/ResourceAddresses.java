package dev.latchkey.notes.security;

import java.net.URI;

/**
 * The addresses of this installation, for documents that name them.
 *
 * @param issuer the authorization server
 * @param baseUrl this API
 */
public record ResourceAddresses(URI issuer, URI baseUrl) {}
