package dev.latchkey.notes.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers errors that were sent by a filter or the container, in the same voice as {@link ApiErrors}. */
@Controller
final class ProblemErrorController implements ErrorController {

    private final Problems problems;
    private final boolean https;

    ProblemErrorController(Problems problems, @Value("${latchkey.base-url:}") String address) {
        this.problems = problems;
        this.https = address.startsWith("https://");
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        HttpStatus known = status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        SecurityHeaders.completeIn(response); // a request refused by the firewall has none yet
        if (https) {
            response.setHeader("Strict-Transport-Security", SecurityHeaders.STRICT_TRANSPORT_SECURITY);
        }
        problems.write(response, known, StatusSentences.of(known));
    }
}
