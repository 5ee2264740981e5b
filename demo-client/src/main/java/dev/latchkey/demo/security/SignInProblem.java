package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/**
 * What the person is told about a sign-in that did not work out. The reason itself goes to the log, under the same
 * correlation id.
 */
record SignInProblem(Kind kind, String correlationId) implements Serializable {

    enum Kind {
        /** The person, or a rule of the authorization server, said no. */
        DENIED,
        /** The answer belongs to no sign-in of this browser: an old tab, a bookmark, or a forgery. */
        EXPIRED,
        /** The authorization server, or a part of it, does not answer. */
        UNAVAILABLE,
        /** The answer did not pass a check. */
        REFUSED,
        /** The API asks for a stronger sign-in than the person can give. */
        NOT_ENOUGH;

        /** The name in message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Name of the session attribute; a constant expression, since an annotation refers to it. */
    static final String ATTRIBUTE = "dev.latchkey.demo.security.SignInProblem";

    void remember(HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, this);
    }

    static void forget(HttpServletRequest request) {
        request.getSession().removeAttribute(ATTRIBUTE);
    }

    static Kind kindOf(AuthenticationException failure) {
        if (failure instanceof AuthenticationServiceException || isOutage(failure)) {
            return Kind.UNAVAILABLE;
        }
        if (failure instanceof OAuth2AuthenticationException oauth2) {
            return switch (oauth2.getError().getErrorCode()) {
                case OAuth2ErrorCodes.ACCESS_DENIED -> Kind.DENIED;
                case "authorization_request_not_found" -> Kind.EXPIRED;
                case OAuth2ErrorCodes.SERVER_ERROR, OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE -> Kind.UNAVAILABLE;
                default -> Kind.REFUSED;
            };
        }
        return Kind.REFUSED;
    }

    /** Whether somewhere below is a call that found nobody, or a server in trouble. */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceAccessException
                    || cause instanceof HttpServerErrorException
                    || cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
