package dev.latchkey.auth.client;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.auth.jose.JwsSignatures;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** How a client proves itself, and with which keys. */
final class AuthenticationRules {

    static final String NONE = ClientAuthenticationMethod.NONE.getValue();
    private static final String BASIC = ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue();
    private static final String POST = ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue();
    private static final String PRIVATE_KEY_JWT = ClientAuthenticationMethod.PRIVATE_KEY_JWT.getValue();

    private static final Set<String> OFFERED = Set.of(BASIC, POST, PRIVATE_KEY_JWT, NONE);

    private AuthenticationRules() {}

    /** Whether a client of this method must have a secret. All others must have none. */
    static boolean needsSecret(ClientMetadata metadata) {
        return Set.of(BASIC, POST).contains(metadata.authenticationMethod());
    }

    static void methodIsOffered(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (!OFFERED.contains(metadata.authenticationMethod())) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.TOKEN_ENDPOINT_AUTH_METHOD,
                    "is not offered: "
                            + String.join(", ", OFFERED.stream().sorted().toList()));
        }
    }

    static void publicClientActsForPeople(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (!metadata.authenticationMethod().equals(NONE)) {
            return;
        }
        for (String grantType : List.of(GrantRules.CLIENT_CREDENTIALS, GrantRules.TOKEN_EXCHANGE)) {
            if (metadata.grantTypes().contains(grantType)) {
                throw new InvalidClientMetadataException(
                        ClientMetadataNames.GRANT_TYPES, "has " + grantType + ", but the client cannot prove itself");
            }
        }
    }

    static void keysAreGivenOnce(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (metadata.has(ClientMetadataNames.JWKS) && metadata.has(ClientMetadataNames.JWKS_URI)) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.JWKS, "and " + ClientMetadataNames.JWKS_URI + " exclude each other");
        }
    }

    static void keysArePublic(ClientMetadata metadata, Predicate<String> scopeExists) {
        Map<?, ?> jwks = metadata.object(ClientMetadataNames.JWKS);
        if (jwks == null) {
            return;
        }
        List<JWK> keys = parse(jwks);
        if (keys.isEmpty()) {
            throw new InvalidClientMetadataException(ClientMetadataNames.JWKS, "has no key");
        }
        Map<String, JWK> byId = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            JWK key = keys.get(i);
            String path = ClientMetadataNames.JWKS + ".keys[" + i + "]";
            if (key.isPrivate()) {
                throw new InvalidClientMetadataException(path, "is private: it is not secret any more, make a new one");
            }
            if (!isStrong(key)) {
                throw new InvalidClientMetadataException(
                        path, "is neither RSA of 2048, 3072 or 4096 bits nor EC on P-256 nor Ed25519");
            }
            if (keys.size() > 1 && (key.getKeyID() == null || byId.put(key.getKeyID(), key) != null)) {
                throw new InvalidClientMetadataException(path, "needs a kid of its own");
            }
        }
    }

    static void signingClientHasKeys(ClientMetadata metadata, Predicate<String> scopeExists) {
        boolean signs = metadata.authenticationMethod().equals(PRIVATE_KEY_JWT);
        if (signs && !metadata.has(ClientMetadataNames.JWKS) && !metadata.has(ClientMetadataNames.JWKS_URI)) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.TOKEN_ENDPOINT_AUTH_METHOD, "is private_key_jwt, but there is no key");
        }
        String algorithm = metadata.text(ClientMetadataNames.TOKEN_ENDPOINT_AUTH_SIGNING_ALG);
        if (algorithm == null) {
            return;
        }
        if (!signs) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, "is for private_key_jwt only");
        }
        List<String> accepted = ClientMetadataRules.CLIENT_ASSERTION_ALGORITHMS;
        if (!accepted.contains(algorithm)) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                    "is not offered: "
                            + String.join(", ", accepted.stream().sorted().toList()));
        }
    }

    private static List<JWK> parse(Map<?, ?> jwks) {
        Map<String, Object> named = new HashMap<>();
        jwks.forEach((name, value) -> named.put(String.valueOf(name), value));
        try {
            return JWKSet.parse(named).getKeys();
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidClientMetadataException(ClientMetadataNames.JWKS, "is no JWK set");
        }
    }

    private static boolean isStrong(@Nullable JWK key) {
        return key != null
                && ClientMetadataRules.CLIENT_ASSERTION_ALGORITHMS.stream()
                        .anyMatch(algorithm -> JwsSignatures.fits(algorithm, key));
    }
}
