package dev.latchkey.auth.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** The headers that every response has: pages, protocol answers, static files, redirects and errors alike. */
final class SecurityHeaders {

    /** A file whose name carries the hash of its content, see {@link WebConfiguration}. */
    private static final Pattern HASHED = Pattern.compile("/(?:css|js|img)/.+-[0-9a-f]{32}\\.[a-z0-9]+");

    private static final Pattern STATIC = Pattern.compile("/(?:css|js|img)/.+|/favicon\\.ico|/robots\\.txt");
    private static final Pattern PUBLISHED = Pattern.compile("/\\.well-known/.+|/oauth2/jwks|/oauth2/status-lists/.+");

    private static final String PERMISSIONS_POLICY = "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
            + "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
            + "picture-in-picture=(), publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), "
            + "serial=(), sync-xhr=(), usb=(), xr-spatial-tracking=()";

    private SecurityHeaders() {}

    static void write(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(
                ContentSecurityPolicy.HEADER, ContentSecurityPolicy.of(request).value());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Permissions-Policy", PERMISSIONS_POLICY);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (request.isSecure()) {
            // RFC 6797 §7.2: never over plain HTTP.
            response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        writeCaching(path(request), response);
    }

    private static void writeCaching(String path, HttpServletResponse response) {
        if (HASHED.matcher(path).matches()) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
        } else if (STATIC.matcher(path).matches()) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        } else if (PUBLISHED.matcher(path).matches()) {
            // Metadata and public keys are for everyone, scripts of other origins included.
            response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        } else {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static String path(HttpServletRequest request) {
        // In an error dispatch this is the path of the error page, and its answer is not to be kept, whatever was asked
        // for.
        // There is none at all if the request line could not be read.
        String uri = request.getRequestURI();
        return uri == null ? "" : uri.substring(request.getContextPath().length());
    }
}
