package dev.latchkey.auth.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what nobody else could: a page for people, problem details (RFC 9457) for programs. Neither says more than the status
 * and the correlation id; the log has the reason.
 */
@Controller
final class ErrorPagesController implements ErrorController {

    /** How long a client should leave the database alone, in seconds. */
    static final String RETRY_AFTER = "5";

    private static final Set<Integer> PAGES = Set.of(400, 403, 404, 405, 429, 500, 503);

    @RequestMapping("${spring.web.error.path:/error}")
    Object error(HttpServletRequest request, HttpServletResponse response) {
        int status = status(request);
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        if (ErrorAudience.isPerson(request)) {
            return new ModelAndView("error/" + page(status)).addObject("page", new ErrorPage(status));
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(new Problem(title(status), status, CorrelationId.of(request)));
    }

    private static int status(HttpServletRequest request) {
        // Without the attribute, somebody asked for this address itself.
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpServletResponse.SC_NOT_FOUND;
    }

    static String page(int status) {
        if (PAGES.contains(status)) {
            return Integer.toString(status);
        }
        return status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR ? "4xx" : "5xx";
    }

    static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    /** What the templates under {@code error/} read. */
    record ErrorPage(int status) {}

    /** RFC 9457 problem details; without {@code type} it is {@code about:blank}, and {@code title} the status in words. */
    record Problem(String title, int status, String correlationId) {}
}
