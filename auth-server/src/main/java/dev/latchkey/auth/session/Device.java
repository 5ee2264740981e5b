package dev.latchkey.auth.session;

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
            agent = agent.replaceAll("\\p{Cntrl}", " ");
            agent = agent.length() > MAX_USER_AGENT ? agent.substring(0, MAX_USER_AGENT) : agent;
        }
        return new Device(agent, request.getRemoteAddr());
    }
}
