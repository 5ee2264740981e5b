package dev.latchkey.demo.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.UUID;
import java.util.function.Consumer;

/** What the authorization server is to hand out: correct as it is made, and varied one thing at a time. */
public record Grant(
        String subject,
        String name,
        String sid,
        String nonce,
        String scope,
        long expiresIn,
        String refreshToken,
        Consumer<JWTClaimsSet.Builder> idTokenChanges,
        boolean signedByStranger) {

    public static final String EVERYTHING = "openid profile email notes:read notes:write offline_access";

    public static Grant alice() {
        return new Grant(
                "5f7c3c2e-0000-4000-8000-00000000a11c",
                "Alice Liddell",
                "sid-" + UUID.randomUUID(),
                "",
                EVERYTHING,
                900,
                "refresh-" + UUID.randomUUID(),
                claims -> {},
                false);
    }

    public static Grant bob() {
        Grant alice = alice();
        return new Grant(
                "5f7c3c2e-0000-4000-8000-000000000b0b",
                "Bob Builder",
                alice.sid,
                alice.nonce,
                alice.scope,
                alice.expiresIn,
                alice.refreshToken,
                alice.idTokenChanges,
                false);
    }

    Grant withNonce(String value) {
        return new Grant(subject, name, sid, value, scope, expiresIn, refreshToken, idTokenChanges, signedByStranger);
    }

    /** With an access token that has to be renewed at once: the client renews a minute before the end. */
    public Grant expiring() {
        return new Grant(subject, name, sid, nonce, scope, 1, refreshToken, idTokenChanges, signedByStranger);
    }

    public Grant withIdToken(Consumer<JWTClaimsSet.Builder> changes) {
        return new Grant(subject, name, sid, nonce, scope, expiresIn, refreshToken, changes, signedByStranger);
    }

    public Grant signedBySomebodyElse() {
        return new Grant(subject, name, sid, nonce, scope, expiresIn, refreshToken, idTokenChanges, true);
    }

    /** The next pair of tokens of the same person in the same session. */
    public Grant renewed() {
        return new Grant(
                subject,
                name,
                sid,
                nonce,
                scope,
                900,
                "refresh-" + UUID.randomUUID(),
                claims -> {
                    claims.claim("nonce", null);
                    claims.claim("auth_time", null);
                },
                false);
    }
}
