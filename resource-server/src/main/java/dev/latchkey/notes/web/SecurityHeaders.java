package dev.latchkey.notes.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** The headers of every answer of an API whose answers are personal and are never rendered as a page. */
public final class SecurityHeaders {

    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    public static final String CONTENT_SECURITY_POLICY_OF_PAGES =
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static final String PERMISSIONS_POLICY =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /** As Spring Security writes it, for two years. */
    static final String STRICT_TRANSPORT_SECURITY = "max-age=63072000 ; includeSubDomains";

    private static final Map<String, String> ALWAYS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", PERMISSIONS_POLICY,
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private SecurityHeaders() {}

    /** For answers that the security filters did not see. */
    static void completeIn(HttpServletResponse response) {
        ALWAYS.forEach((name, value) -> {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
    }
}
