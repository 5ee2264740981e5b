package dev.latchkey.auth.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Where browsers and notices are sent. */
final class RedirectRules {

    private static final int MOST = 50;

    private static final List<String> PAGES = List.of(
            ClientMetadataNames.CLIENT_URI,
            ClientMetadataNames.LOGO_URI,
            ClientMetadataNames.POLICY_URI,
            ClientMetadataNames.TOS_URI);

    private static final List<String> ENDPOINTS = List.of(
            ClientMetadataNames.BACKCHANNEL_LOGOUT_URI,
            ClientMetadataNames.INITIATE_LOGIN_URI,
            ClientMetadataNames.JWKS_URI,
            ClientMetadataNames.SECTOR_IDENTIFIER_URI);

    private RedirectRules() {}

    static void applicationTypeIsKnown(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (Arrays.stream(ApplicationType.values())
                .map(ApplicationType::value)
                .noneMatch(metadata.applicationType()::equals)) {
            throw new InvalidClientMetadataException(ClientMetadataNames.APPLICATION_TYPE, "is neither web nor native");
        }
    }

    static void redirectUrisAreExact(ClientMetadata metadata, Predicate<String> scopeExists) {
        requireExact(metadata, ClientMetadataNames.REDIRECT_URIS);
    }

    static void codeHasSomewhereToGo(ClientMetadata metadata, Predicate<String> scopeExists) {
        if (metadata.grantTypes().contains(GrantRules.CODE)
                && metadata.texts(ClientMetadataNames.REDIRECT_URIS).isEmpty()) {
            throw new InvalidClientMetadataException(
                    ClientMetadataNames.REDIRECT_URIS, "are none, but the authorization_code grant needs one");
        }
    }

    static void postLogoutRedirectUrisAreExact(ClientMetadata metadata, Predicate<String> scopeExists) {
        requireExact(metadata, ClientMetadataNames.POST_LOGOUT_REDIRECT_URIS);
    }

    static void pagesAreOnTheWeb(ClientMetadata metadata, Predicate<String> scopeExists) {
        for (String name : metadata.values().keySet()) {
            int language = name.indexOf('#');
            if (PAGES.contains(language < 0 ? name : name.substring(0, language))) {
                requireOnTheWeb(metadata, name);
            }
        }
    }

    static void endpointsAreOnTheWeb(ClientMetadata metadata, Predicate<String> scopeExists) {
        ENDPOINTS.stream().filter(metadata::has).forEach(name -> requireOnTheWeb(metadata, name));
    }

    private static void requireOnTheWeb(ClientMetadata metadata, String name) {
        String refusal = ClientUri.refusal(metadata.text(name, ""), ApplicationType.WEB);
        if (refusal != null) {
            throw new InvalidClientMetadataException(name, refusal);
        }
    }

    private static void requireExact(ClientMetadata metadata, String name) {
        List<String> uris = metadata.texts(name);
        if (uris.size() > MOST) {
            throw new InvalidClientMetadataException(name, "are more than " + MOST);
        }
        boolean isNative = metadata.applicationType().equals(ApplicationType.NATIVE.value());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < uris.size(); i++) {
            String path = name + "[" + i + "]";
            String refusal = ClientUri.refusal(uris.get(i), isNative ? ApplicationType.NATIVE : ApplicationType.WEB);
            if (refusal != null) {
                throw new InvalidClientMetadataException(path, refusal);
            }
            if (!seen.add(uris.get(i))) {
                throw new InvalidClientMetadataException(path, "is there twice");
            }
        }
    }
}
