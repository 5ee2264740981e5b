package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * A sign-in that has to be stronger or fresher than the one we have, because the API asks for it.
 *
 * @param parameters {@code acr_values} and {@code max_age}, as far as the API named them
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
 */
record StepUp(Map<String, Object> parameters) implements Serializable {

    private static final String PENDING = StepUp.class.getName();

    private static final List<String> NAMES = List.of("acr_values", "max_age");

    private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)\\s*=\\s*\"([^\"]*)\"");

    /** What the challenge of a 401 asks for; empty when it is about something else. */
    static Optional<StepUp> demandedBy(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.WWW_AUTHENTICATE).stream()
                .map(StepUp::parameters)
                .filter(challenge -> "insufficient_user_authentication".equals(challenge.get("error")))
                .findFirst()
                .map(challenge -> {
                    challenge.keySet().retainAll(NAMES);
                    return new StepUp(Map.copyOf(challenge));
                });
    }

    private static Map<String, Object> parameters(String challenge) {
        Map<String, Object> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        return parameters;
    }

    /** Keeps this for the sign-in that starts next. */
    void remember(HttpServletRequest request) {
        request.getSession().setAttribute(PENDING, this);
    }

    /** What the sign-in that starts now has to ask for; it is asked for once. */
    static StepUp take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(PENDING) instanceof StepUp pending) {
            session.removeAttribute(PENDING);
            return pending;
        }
        return new StepUp(Map.of());
    }
}
