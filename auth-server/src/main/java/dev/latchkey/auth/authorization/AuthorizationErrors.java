package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.requestlog.Endpoint;
import dev.latchkey.auth.requestlog.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Answers refused authorization requests: to the client when its redirect URI is proven, on a page of ours otherwise. */
@ControllerAdvice
class AuthorizationErrors {

    private static final Logger log = LoggerFactory.getLogger(AuthorizationErrors.class);

    private final AuthorizationResponses responses;
    private final RequestLog requestLog;

    AuthorizationErrors(AuthorizationResponses responses, RequestLog requestLog) {
        this.responses = responses;
        this.requestLog = requestLog;
    }

    @ExceptionHandler
    ModelAndView answer(
            AuthorizationRequestException refused, HttpServletRequest request, HttpServletResponse response) {
        @Nullable Client client = refused.client();
        log.info(
                "Authorization request of client {} refused: {}",
                client == null ? "(unknown)" : client.clientId(),
                refused.getMessage());
        @Nullable
        String id = client == null
                ? null
                : requestLog
                        .refused(client.id(), Endpoint.AUTHORIZATION, refused.error(), refused.failure())
                        .orElse(null);
        @Nullable RedirectTarget target = refused.target();
        if (target != null) {
            return responses.send(
                    responses.error(target, refused.error(), refused.description(), id), request, response);
        }
        AuthorizationErrorPage page = new AuthorizationErrorPage(
                refused.error(), refused.description(), client == null ? null : client.name(), id);
        return new ModelAndView("authorization/error", Map.of("page", page), HttpStatus.BAD_REQUEST);
    }
}
