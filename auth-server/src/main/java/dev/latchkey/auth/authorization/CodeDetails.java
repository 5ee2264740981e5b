package dev.latchkey.auth.authorization;

import org.jspecify.annotations.Nullable;

/**
 * What a code remembers of its authorization request.
 *
 * @param redirectUri the address that the code was sent to
 * @param redirectUriSent whether the token request must name it again (RFC 6749 §4.1.3)
 * @param codeChallenge S256 of the verifier that the token request must show (RFC 7636 §4.6); null without one
 * @param dpopKeyThumbprint the key of which the token request must show possession (RFC 9449 §10), if the request named one
 */
record CodeDetails(
        String redirectUri,
        boolean redirectUriSent,
        @Nullable String codeChallenge,
        @Nullable String nonce,
        @Nullable String dpopKeyThumbprint) {}
