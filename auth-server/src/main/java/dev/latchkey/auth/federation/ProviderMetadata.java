package dev.latchkey.auth.federation;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What an OpenID provider publishes of itself (OpenID Connect Discovery §3), as far as it is used here. */
record ProviderMetadata(
        String issuer,
        String authorizationEndpoint,
        String tokenEndpoint,
        String jwksUri,
        Optional<String> userInfoEndpoint,
        Optional<String> endSessionEndpoint,
        boolean secretInForm,
        boolean namesIssuer) {

    /** @throws UpstreamException if it is somebody else's, or does not name what every provider has */
    static ProviderMetadata of(UpstreamJson document, String issuer) throws UpstreamException {
        if (!document.text("issuer").equals(Optional.of(issuer))) {
            throw UpstreamException.untrusted("calls itself otherwise than " + issuer);
        }
        List<String> methods = document.texts("token_endpoint_auth_methods_supported");
        return new ProviderMetadata(
                issuer,
                address(document, "authorization_endpoint"),
                address(document, "token_endpoint"),
                address(document, "jwks_uri"),
                document.text("userinfo_endpoint"),
                document.text("end_session_endpoint").filter(ProviderMetadata::isWebAddress),
                !methods.isEmpty() && !methods.contains("client_secret_basic"),
                document.isTrue("authorization_response_iss_parameter_supported"));
    }

    private static String address(UpstreamJson document, String name) throws UpstreamException {
        return document.text(name)
                .filter(ProviderMetadata::isWebAddress)
                .orElseThrow(() -> UpstreamException.untrusted("has no " + name));
    }

    /** The browser is sent to some of these: never to anything that runs code. */
    private static boolean isWebAddress(String text) {
        try {
            URI uri = URI.create(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
