package dev.latchkey.auth.audit;

import dev.latchkey.auth.web.CorrelationId;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where an event came from; nothing of it is known for work in the background.
 *
 * @param userAgent as the browser sent it, without control characters, cut to 300 characters
 */
record RequestOrigin(
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String correlationId) {

    private static final int MAX_USER_AGENT = 300;

    static RequestOrigin ofCurrentRequest() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            return new RequestOrigin(
                    request.getRemoteAddr(), shortened(request.getHeader("User-Agent")), CorrelationId.of(request));
        }
        return new RequestOrigin(null, null, null);
    }

    private static @Nullable String shortened(@Nullable String agent) {
        if (agent == null) {
            return null;
        }
        String printable = agent.replaceAll("\\p{Cntrl}", " ");
        return printable.length() > MAX_USER_AGENT ? printable.substring(0, MAX_USER_AGENT) : printable;
    }
}
