package dev.latchkey.auth.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address in the only form that is asked: one that no two parsers read differently.
 *
 * @param host in small letters
 * @param port the one that is connected to
 */
record OutboundUrl(URI uri, String scheme, String host, int port) {

    private static final int LIMIT = 2_000;

    /** What RFC 3986 allows, without what begins a fragment. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/?\\[\\]@!$&'()*+,;=._~%-]+");

    /**
     * A name that has to be looked up: its last part begins with a letter, so that no notation of an address is one ({@code
     * 127.1}, {@code 0x7f.1}, {@code 2130706433}).
     */
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** @throws IllegalArgumentException with the reason, if this is not to be asked */
    static OutboundUrl parse(String text, OutboundProperties properties) {
        OutboundUrl url = read(text);
        if (properties.isAllowed(url.host(), url.port())) {
            return url;
        }
        require(url.scheme().equals("https"), "is not https");
        require(NAME.matcher(url.host()).matches(), "has no host name");
        require(properties.ports().contains(url.port()), "names a port that is not asked");
        return url;
    }

    private static OutboundUrl read(String text) {
        require(text.length() <= LIMIT, "is too long");
        require(PLAIN.matcher(text).matches(), "has characters that do not belong in a URL, or a fragment");
        URI uri;
        try {
            uri = new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "is neither https nor http");
        require(uri.getHost() != null, "has no host");
        require(uri.getRawUserInfo() == null && uri.getRawAuthority().indexOf('@') < 0, "has user information");
        int port = uri.getPort() < 0 ? usualPort(scheme) : uri.getPort();
        require(port > 0 && port <= 65_535, "has no possible port");
        return new OutboundUrl(uri, scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }
}
