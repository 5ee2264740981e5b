package dev.latchkey.auth.startup;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What an issuer may look like. It is compared as text by everybody who validates a token, so there is one way to write
 * it and no part that means nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-2">RFC 8414 section 2</a>
 */
final class IssuerForm {

    private IssuerForm() {}

    static Optional<String> problemInProduction(String issuer) {
        return issuer.startsWith("https://") ? problem(issuer) : Optional.of("is not an https address");
    }

    static Optional<String> problem(String issuer) {
        try {
            return problem(new URI(issuer));
        } catch (URISyntaxException e) {
            return Optional.of("is not an address");
        }
    }

    private static Optional<String> problem(URI issuer) {
        if (issuer.getHost() == null) {
            return Optional.of("names no host");
        }
        if (issuer.getRawUserInfo() != null) {
            return Optional.of("has a user name or password in it");
        }
        if (issuer.getRawQuery() != null) {
            return Optional.of("has a query");
        }
        if (issuer.getRawFragment() != null) {
            return Optional.of("has a fragment");
        }
        if (issuer.getRawPath().endsWith("/")) {
            return Optional.of("ends with a slash");
        }
        if (!issuer.getRawPath().isEmpty()) {
            return Optional.of("has a path, but everything is served from the root of its host");
        }
        return Optional.empty();
    }
}
