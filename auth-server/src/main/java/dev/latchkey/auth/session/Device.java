package dev.latchkey.auth.session;

import dev.latchkey.auth.web.PrintableText;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in came from, as the request tells it.
 *
 * @param userAgent the User-Agent header, cut to 300 characters
 * @param address the network address of the peer; behind a proxy, only as the trusted ones report it
 */
public record Device(@Nullable String userAgent, String address) {

    private static final int MAX_USER_AGENT = 300;

    public static Device of(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        if (agent != null) {
            agent = PrintableText.of(agent, MAX_USER_AGENT);
        }
        return new Device(agent, request.getRemoteAddr());
    }
}
