package dev.latchkey.auth.audit;

import dev.latchkey.auth.web.CorrelationId;
import dev.latchkey.auth.web.PrintableText;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where an event came from; nothing of it is known for work in the background.
 *
 * @param userAgent as the browser sent it, printable, cut to 300 characters
 */
record RequestOrigin(
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String correlationId) {

    private static final int MAX_USER_AGENT = 300;

    static RequestOrigin ofCurrentRequest() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            String agent = request.getHeader("User-Agent");
            return new RequestOrigin(
                    request.getRemoteAddr(),
                    agent == null ? null : PrintableText.of(agent, MAX_USER_AGENT),
                    CorrelationId.of(request));
        }
        return new RequestOrigin(null, null, null);
    }
}
