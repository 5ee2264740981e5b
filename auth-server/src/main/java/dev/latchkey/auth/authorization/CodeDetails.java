package dev.latchkey.auth.authorization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What a code remembers of its authorization request, and what the token request has to be like because of it.
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
        @Nullable String dpopKeyThumbprint) {

    static CodeDetails of(AuthorizationRequest request) {
        return new CodeDetails(
                request.redirectUri(),
                request.redirectUriSent(),
                request.codeChallenge(),
                request.nonce(),
                request.dpopKeyThumbprint());
    }

    /** The redirect URI of the authorization request, if it named one. */
    String redirectUriExpected() {
        return redirectUriSent ? redirectUri : "";
    }

    boolean wasSentTo(@Nullable String requested) {
        return requested == null ? !redirectUriSent : requested.equals(redirectUri);
    }

    /** A verifier for a request that had no challenge is one that somebody took out on the way (RFC 9700 §4.8.2). */
    boolean isVerifiedBy(@Nullable String codeVerifier) {
        if (codeChallenge == null || codeVerifier == null) {
            return codeChallenge == null && codeVerifier == null;
        }
        return CodeVerifiers.isWellFormed(codeVerifier)
                && MessageDigest.isEqual(
                        CodeVerifiers.challenge(codeVerifier).getBytes(StandardCharsets.US_ASCII),
                        codeChallenge.getBytes(StandardCharsets.US_ASCII));
    }

    boolean isBoundTo(@Nullable String proofKey) {
        return dpopKeyThumbprint == null || dpopKeyThumbprint.equals(proofKey);
    }
}
