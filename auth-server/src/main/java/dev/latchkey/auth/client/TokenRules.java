package dev.latchkey.auth.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

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

    static void idTokenAlgorithmIsOffered(ClientMetadata metadata, Predicate<String> scopeExists) {
        Set<String> offered = ClientMetadataRules.ID_TOKEN_ALGORITHMS.stream()
                .map(SignatureAlgorithm::getName)
                .collect(Collectors.toSet());
        if (!offered.contains(metadata.idTokenAlgorithm())) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.ID_TOKEN_SIGNED_RESPONSE_ALG,
                    "is not offered: "
                            + String.join(", ", offered.stream().sorted().toList()));
        }
    }

    static void subjectIsPublic(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (!metadata.text(ClientMetadataNames.SUBJECT_TYPE, "public").equals("public")) {
            throw new InvalidClientMetadataException(ClientMetadataNames.SUBJECT_TYPE, "is not offered: public");
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
