package dev.latchkey.auth.requestlog;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page that {@code error_uri} leads to (RFC 6749 §5.2): the rule in words, for whoever holds the answer. What was
 * expected of this application is told to its owner only.
 */
@Controller
@EnableConfigurationProperties(RequestLogProperties.class)
class ExplanationController {

    static final String PATH = "/errors/";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16}");

    private final RefusedRequests requests;

    ExplanationController(RefusedRequests requests) {
        this.requests = requests;
    }

    /** What the page shows. */
    record ExplanationPage(String id, String error, String endpoint, String ruleKey) {}

    @GetMapping(PATH + "{id}")
    ModelAndView explain(@PathVariable String id) {
        @Nullable
        RefusedRequest request = ID.matcher(id).matches() ? requests.find(id).orElse(null) : null;
        if (request == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No such refusal, or not any more");
        }
        return new ModelAndView(
                "requestlog/explanation",
                Map.of(
                        "page",
                        new ExplanationPage(
                                request.id(),
                                request.error(),
                                request.endpoint().path(),
                                request.failure().rule().messageKey())));
    }
}
