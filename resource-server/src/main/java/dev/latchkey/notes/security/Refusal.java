package dev.latchkey.notes.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;

/** Why a good token is not enough for a request, and what the client is told about it. */
sealed interface Refusal extends AuthorizationResult {

    HttpStatus status();

    String detail();

    /** Parameters of the challenge; none when another token of the same person would not help. */
    default Map<String, String> challenge() {
        return Map.of();
    }

    @Override
    default boolean isGranted() {
        return false;
    }

    /** RFC 6750 §3.1. */
    record MissingScope(String scope) implements Refusal {

        @Override
        public HttpStatus status() {
            return HttpStatus.FORBIDDEN;
        }

        @Override
        public String detail() {
            return "The access token lacks the scope " + scope + ".";
        }

        @Override
        public Map<String, String> challenge() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("error", BearerTokenErrorCodes.INSUFFICIENT_SCOPE);
            parameters.put("error_description", "The access token lacks a scope.");
            parameters.put("scope", scope);
            return parameters;
        }
    }

    /** A client's own token, or one of a person who is not an administrator. */
    record NotForThisSubject(String detail) implements Refusal {

        static final Refusal NO_PERSON =
                new NotForThisSubject("Notes belong to people; this access token stands for a client.");

        static final Refusal NO_ADMINISTRATOR = new NotForThisSubject("This is for administrators.");

        @Override
        public HttpStatus status() {
            return HttpStatus.FORBIDDEN;
        }
    }

    /**
     * The person must confirm who they are.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470 §3</a>
     */
    record WeakSignIn(List<String> acrValues, Duration maxAge) implements Refusal {

        @Override
        public HttpStatus status() {
            return HttpStatus.UNAUTHORIZED;
        }

        @Override
        public String detail() {
            return "This needs a stronger or more recent sign-in.";
        }

        @Override
        public Map<String, String> challenge() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("error", "insufficient_user_authentication");
            parameters.put("error_description", detail());
            if (!acrValues.isEmpty()) {
                parameters.put("acr_values", String.join(" ", acrValues));
            }
            parameters.put("max_age", String.valueOf(maxAge.toSeconds()));
            return parameters;
        }
    }
}
