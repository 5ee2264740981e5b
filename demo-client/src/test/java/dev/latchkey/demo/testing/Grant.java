package dev.latchkey.demo.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.UUID;
import java.util.function.Consumer;

/** What the authorization server is to hand out: correct as it is made, and varied one thing at a time. */
public final class Grant {

    public static final String EVERYTHING = "openid profile email notes:read notes:write offline_access";

    private final String subject;

    private final String name;

    private String client = AuthorizationServer.CLIENT_ID;

    private String sid = "sid-" + UUID.randomUUID();

    private String nonce = "";

    private String refreshToken = "refresh-" + UUID.randomUUID();

    private long expiresIn = 900;

    private Consumer<JWTClaimsSet.Builder> idTokenChanges = claims -> {};

    private boolean signedByStranger;

    private Grant(String subject, String name) {
        this.subject = subject;
        this.name = name;
    }

    public static Grant alice() {
        return new Grant("5f7c3c2e-0000-4000-8000-00000000a11c", "Alice Liddell");
    }

    public static Grant bob() {
        return new Grant("5f7c3c2e-0000-4000-8000-000000000b0b", "Bob Builder");
    }

    /** With an access token that has to be renewed at once: the client renews a minute before the end. */
    public Grant expiring() {
        expiresIn = 1;
        return this;
    }

    public Grant withIdToken(Consumer<JWTClaimsSet.Builder> changes) {
        idTokenChanges = changes;
        return this;
    }

    public Grant signedBySomebodyElse() {
        signedByStranger = true;
        return this;
    }

    public Grant inSession(String providerSession) {
        sid = providerSession;
        return this;
    }

    /** The next pair of tokens of the same person in the same session. */
    public Grant renewed() {
        return new Grant(subject, name)
                .inSession(sid)
                .withClient(client)
                .withIdToken(claims -> claims.claim("nonce", null).claim("auth_time", null));
    }

    Grant withNonce(String value) {
        nonce = value;
        return this;
    }

    Grant withClient(String value) {
        client = value;
        return this;
    }

    public String subject() {
        return subject;
    }

    public String sid() {
        return sid;
    }

    public String refreshToken() {
        return refreshToken;
    }

    String name() {
        return name;
    }

    String client() {
        return client;
    }

    String nonce() {
        return nonce;
    }

    long expiresIn() {
        return expiresIn;
    }

    Consumer<JWTClaimsSet.Builder> idTokenChanges() {
        return idTokenChanges;
    }

    boolean signedByStranger() {
        return signedByStranger;
    }
}
