package dev.latchkey.auth.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.client.ClientImport;
import dev.latchkey.auth.client.ClientPolicy;
import dev.latchkey.auth.client.ImportedClient;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionTemplate;

/** A client that proves itself with a key of its own, registered by a test for itself. */
public final class SigningClient {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final AuthServer server;
    private final String clientId;
    private final JWK key;

    private SigningClient(AuthServer server, String clientId, JWK key) {
        this.server = server;
        this.clientId = clientId;
        this.key = key;
    }

    /** A client with an ES256 key, registered with its public part. */
    public static SigningClient registered(AuthServer server) {
        return registered(server, ecKey(), Map.of());
    }

    /** @param metadata what differs */
    public static SigningClient registered(AuthServer server, JWK key, Map<String, Object> metadata) {
        String clientId = "signing-" + NUMBER.incrementAndGet();
        Map<String, Object> all = new LinkedHashMap<>(Map.of(
                "client_name",
                clientId,
                "grant_types",
                List.of("client_credentials"),
                "scope",
                "notes:read",
                "token_endpoint_auth_method",
                "private_key_jwt",
                "jwks",
                new JWKSet(key).toPublicJWKSet().toJSONObject()));
        all.putAll(metadata);
        if (metadata.containsKey("jwks_uri")) {
            all.remove("jwks");
        }
        register(server, clientId, all, null);
        return new SigningClient(server, clientId, key);
    }

    /** Registers any client, as the bootstrap file does. */
    public static void register(AuthServer server, String clientId, Map<String, Object> metadata, String secret) {
        register(server, clientId, metadata, ClientPolicy.ORDINARY, secret);
    }

    /** Likewise, with what only an operator decides. */
    public static void register(
            AuthServer server, String clientId, Map<String, Object> metadata, ClientPolicy policy, String secret) {
        ClientImport clients = server.bean(ClientImport.class);
        ImportedClient client = new ImportedClient(clientId, metadata, policy, false, secret);
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            clients.check(client, scope -> true);
            clients.put(client);
            if (secret != null) {
                clients.putSecret(clientId, secret);
            }
        });
    }

    public static JWK ecKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWK rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String clientId() {
        return clientId;
    }

    public JWK key() {
        return key;
    }

    /** The claims of an assertion that is right, now. */
    public JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .claim("aud", server.issuer())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    public String assertion() {
        return assertion(UnaryOperator.identity());
    }

    public String assertion(UnaryOperator<JWTClaimsSet.Builder> change) {
        JWSAlgorithm algorithm = key.getKeyType().getValue().equals("EC") ? JWSAlgorithm.ES256 : JWSAlgorithm.PS256;
        return sign(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()),
                change.apply(claims()).build());
    }

    public String sign(JWSHeader.Builder header, JWTClaimsSet claims) {
        return sign(header.build(), claims, key);
    }

    public static String sign(JWSHeader header, JWTClaimsSet claims, JWK key) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWSHeader.Builder header(String algorithm, String type) {
        return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).type(new JOSEObjectType(type));
    }

    /** The form fields with which it proves itself. */
    public static Map<String, String> fields(String assertion) {
        return Map.of(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
    }

    /** A token for itself, with this assertion and whatever else is in the form. */
    public RelyingParty.Answer token(String assertion, Map<String, String> more) {
        return post("/oauth2/token", assertion, more);
    }

    public RelyingParty.Answer token(String assertion) {
        return token(assertion, Map.of());
    }

    public RelyingParty.Answer post(String path, String assertion, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(fields(assertion));
        form.put("grant_type", "client_credentials");
        form.putAll(more);
        return RelyingParty.postAnonymously(server, path, RelyingParty.encode(form));
    }
}
