package dev.latchkey.auth.federation;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import java.nio.charset.StandardCharsets;

/**
 * What this browser proves to a provider and hears back, made of the secret of its cookie: the code verifier of PKCE (RFC 7636 §4.1)
 * and the nonce (OpenID Connect Core §3.1.2.1). Whoever has the address that the browser is sent to has neither.
 */
record Proof(String verifier, String nonce) {

    static Proof of(String secret, String state) {
        return new Proof(derived(secret, "verifier/" + state), derived(secret, "nonce/" + state));
    }

    String challenge() {
        return OpaqueValues.encode(OpaqueValues.hash(verifier));
    }

    private static String derived(String secret, String purpose) {
        return OpaqueValues.encode(
                HmacSha256.of(secret.getBytes(StandardCharsets.US_ASCII), purpose.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return "Proof";
    }
}
