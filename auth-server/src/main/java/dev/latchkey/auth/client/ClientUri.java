package dev.latchkey.auth.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the URIs that a client may register from the ones that could carry a code to somebody else. Because redirect URIs
 * are compared character by character, anything that another parser could read differently is refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.1">RFC 9700, section 4.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252#section-7">RFC 8252, section 7</a>
 */
final class ClientUri {

    private static final int LIMIT = 2_000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What RFC 3986 allows, without the wildcard. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/?#\\[\\]@!$&'()+,;=._~%-]+");

    private static final Pattern HOST_NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?\\.?");

    /** Reversed domain name of the application's maker: {@code com.example.app}. */
    private static final Pattern PRIVATE_USE = Pattern.compile("[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+");

    /** Names that we add to the query of a redirect. */
    private static final Set<String> RESPONSE_PARAMETERS =
            Set.of("code", "state", "iss", "error", "error_description", "error_uri", "response");

    private ClientUri() {}

    /** Why this URI cannot be registered; null when it can. */
    static @Nullable String refusal(String text, ApplicationType applicationType) {
        if (text.length() > LIMIT) {
            return "is longer than " + LIMIT + " characters";
        }
        if (text.indexOf('*') >= 0) {
            return "has a wildcard";
        }
        if (!PLAIN.matcher(text).matches()) {
            return "has characters that do not belong in a URI";
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return "is no URI";
        }
        if (uri.getScheme() == null || uri.isOpaque()) {
            return "is no absolute URI with a path or a host";
        }
        if (text.indexOf('#') >= 0) {
            return "has a fragment";
        }
        if (text.indexOf('@') >= 0 && hasUserInformation(uri)) {
            return "has user information";
        }
        if (hasDotSegment(uri)) {
            return "has '.' or '..' as a part of its path";
        }
        if (hasResponseParameter(uri)) {
            return "has a query parameter that the response needs";
        }
        return schemeRefusal(uri, applicationType);
    }

    private static @Nullable String schemeRefusal(URI uri, ApplicationType applicationType) {
        return switch (uri.getScheme()) {
            case "https" -> hostRefusal(uri);
            case "http" ->
                LOOPBACK.contains(host(uri)) ? null : "is http, which is for localhost, 127.0.0.1 and [::1] only";
            default -> privateUseRefusal(uri, applicationType);
        };
    }

    private static @Nullable String hostRefusal(URI uri) {
        String host = host(uri);
        if (LOOPBACK.contains(host)) {
            return null;
        }
        return HOST_NAME.matcher(host).matches() ? null : "has no host name";
    }

    private static @Nullable String privateUseRefusal(URI uri, ApplicationType applicationType) {
        if (!PRIVATE_USE.matcher(uri.getScheme()).matches()) {
            return "has a scheme that is not allowed: https, or a reversed domain name for native applications";
        }
        return applicationType == ApplicationType.NATIVE
                ? null
                : "has a private-use scheme, which is for native applications only";
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static boolean hasUserInformation(URI uri) {
        return uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0;
    }

    private static boolean hasDotSegment(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return Arrays.stream(path.split("/|%2[fF]", -1))
                .map(segment -> segment.replaceAll("%2[eE]", "."))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private static boolean hasResponseParameter(URI uri) {
        String query = uri.getQuery();
        return query != null
                && Arrays.stream(query.split("&", -1))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .anyMatch(RESPONSE_PARAMETERS::contains);
    }
}
