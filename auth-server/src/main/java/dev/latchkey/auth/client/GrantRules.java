package dev.latchkey.auth.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/** By which grants a client may come to tokens. */
final class GrantRules {

    static final String CODE = AuthorizationGrantType.AUTHORIZATION_CODE.getValue();
    static final String CLIENT_CREDENTIALS = AuthorizationGrantType.CLIENT_CREDENTIALS.getValue();
    static final String TOKEN_EXCHANGE = AuthorizationGrantType.TOKEN_EXCHANGE.getValue();
    private static final String REFRESH_TOKEN = AuthorizationGrantType.REFRESH_TOKEN.getValue();
    private static final String DEVICE_CODE = AuthorizationGrantType.DEVICE_CODE.getValue();

    private static final Set<String> OFFERED =
            Set.of(CODE, REFRESH_TOKEN, CLIENT_CREDENTIALS, DEVICE_CODE, TOKEN_EXCHANGE);

    private GrantRules() {}

    static void grantTypesAreOffered(ClientMetadata metadata, Predicate<String> scopeExists) {
        List<String> grantTypes = metadata.grantTypes();
        if (grantTypes.isEmpty()) {
            throw new InvalidClientMetadataException(ClientMetadataNames.GRANT_TYPES, "are none");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < grantTypes.size(); i++) {
            String path = ClientMetadataNames.GRANT_TYPES + "[" + i + "]";
            if (!OFFERED.contains(grantTypes.get(i))) {
                throw new InvalidClientMetadataException(path, "is not offered: " + String.join(", ", sorted()));
            }
            if (!seen.add(grantTypes.get(i))) {
                throw new InvalidClientMetadataException(path, "is there twice");
            }
        }
    }

    static void responseTypeIsCode(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (!metadata.has(ClientMetadataNames.RESPONSE_TYPES)) {
            return;
        }
        List<String> responseTypes = metadata.texts(ClientMetadataNames.RESPONSE_TYPES);
        boolean asksForCode = metadata.grantTypes().contains(CODE);
        if (!responseTypes.equals(asksForCode ? List.of("code") : List.of())) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.RESPONSE_TYPES,
                    "must be [\"code\"] with the authorization_code grant, and empty without it");
        }
    }

    static void refreshTokenHasAnOrigin(ClientMetadata metadata, Predicate<String> scopeExists) {
        List<String> grantTypes = metadata.grantTypes();
        if (grantTypes.contains(REFRESH_TOKEN) && !grantTypes.contains(CODE) && !grantTypes.contains(DEVICE_CODE)) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.GRANT_TYPES,
                    "has refresh_token without a grant that gives one: " + CODE + " or " + DEVICE_CODE);
        }
    }

    private static List<String> sorted() {
        return OFFERED.stream().sorted().toList();
    }
}
