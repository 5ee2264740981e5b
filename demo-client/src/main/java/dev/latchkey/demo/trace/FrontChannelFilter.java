package dev.latchkey.demo.trace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Records the two messages that travel through the browser. Runs outside the security filters, which answer both. */
@Component
@Order(FrontChannelFilter.BEFORE_SECURITY)
class FrontChannelFilter extends OncePerRequestFilter {

    /** Just before {@code SecurityFilterProperties.DEFAULT_FILTER_ORDER}. */
    static final int BEFORE_SECURITY = -101;

    private final String authorizationEndpoint;

    private final Clock clock;

    FrontChannelFilter(@Value("${latchkey.issuer}") String issuer, Clock clock) {
        this.authorizationEndpoint = issuer + "/oauth2/authorize";
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getServletPath().startsWith("/login/oauth2/code/")) {
            recordResponse(request);
        }
        chain.doFilter(request, response);
        String location = response.getHeader("Location");
        if (location != null && location.startsWith(authorizationEndpoint + "?")) {
            recordRequest(location);
        }
    }

    private void recordRequest(String location) {
        UriComponents uri = UriComponentsBuilder.fromUriString(location).build();
        Map<String, String> parameters = new TreeMap<>();
        uri.getQueryParams()
                .toSingleValueMap()
                .forEach((name, value) -> parameters.put(name, UriUtils.decode(value, StandardCharsets.UTF_8)));
        ProtocolTrace.current()
                .record(new Step(
                        Step.Kind.AUTHORIZATION_REQUEST,
                        clock.instant(),
                        "GET",
                        authorizationEndpoint,
                        Parameter.masked(parameters),
                        List.of(),
                        null));
    }

    private void recordResponse(HttpServletRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        ProtocolTrace.current()
                .record(new Step(
                        Step.Kind.AUTHORIZATION_RESPONSE,
                        clock.instant(),
                        "GET",
                        request.getRequestURL().toString(),
                        List.of(),
                        Parameter.masked(parameters),
                        null));
    }
}
