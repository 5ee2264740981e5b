package dev.latchkey.auth.client;

import dev.latchkey.auth.key.SigningAlgorithm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a client's tokens are about and how they are signed. */
final class TokenRules {

    private static final long LONGEST_AGE = 366L * 24 * 60 * 60;
    private static final int SCOPE_LIMIT = 100;

    private static final List<String> FLAGS = List.of(
            ClientMetadataNames.BACKCHANNEL_LOGOUT_SESSION_REQUIRED,
            ClientMetadataNames.DPOP_BOUND_ACCESS_TOKENS,
            ClientMetadataNames.REQUIRE_AUTH_TIME,
            ClientMetadataNames.REQUIRE_PUSHED_AUTHORIZATION_REQUESTS);

    private TokenRules() {}

    static void scopesExist(ClientMetadata metadata, Predicate<String> scopeExists) {
        List<String> scopes = metadata.scopes();
        if (scopes.size() > SCOPE_LIMIT) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.SCOPE, "has more than " + SCOPE_LIMIT + " scopes");
        }
        Set<String> seen = new HashSet<>();
        for (String scope : scopes) {
            if (!scopeExists.test(scope)) {
                throw new InvalidClientMetadataException(
                        ClientMetadataNames.SCOPE, "has '" + scope + "', which is in no catalogue");
            }
            if (!seen.add(scope)) {
                throw new InvalidClientMetadataException(ClientMetadataNames.SCOPE, "has '" + scope + "' twice");
            }
        }
    }

    static void algorithmsAreOffered(ClientMetadata metadata, Predicate<String> scopeExists) {
        isOffered(ClientMetadataNames.ID_TOKEN_SIGNED_RESPONSE_ALG, metadata.idTokenAlgorithm());
        isOffered(ClientMetadataNames.USERINFO_SIGNED_RESPONSE_ALG, metadata.userInfoAlgorithm());
    }

    private static void isOffered(String name, @Nullable String algorithm) {
        if (algorithm != null && SigningAlgorithm.named(algorithm).isEmpty()) {
            throw new InvalidClientMetadataException(
                    name, "is not offered: " + String.join(", ", SigningAlgorithm.names()));
        }
    }

    static void maxAgeIsPlausible(ClientMetadata metadata, Predicate<String> scopeExists) {
        Long maxAge = metadata.number(ClientMetadataNames.DEFAULT_MAX_AGE);
        if (maxAge != null && (maxAge < 0 || maxAge > LONGEST_AGE)) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.DEFAULT_MAX_AGE, "is negative or longer than a year");
        }
        metadata.texts(ClientMetadataNames.DEFAULT_ACR_VALUES);
    }

    static void flagsAreFlags(ClientMetadata metadata, Predicate<String> scopeExists) {
        FLAGS.forEach(metadata::flag);
    }
}
