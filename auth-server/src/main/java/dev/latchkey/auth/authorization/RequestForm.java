package dev.latchkey.auth.authorization;

import dev.latchkey.auth.authorization.AuthorizationRequestRules.Violation;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of {@link AuthorizationRequestRules} that look at the request alone, whoever its client is. */
final class RequestForm {

    /** Of a key or of a verifier, as base64url. */
    static final Pattern SHA_256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RequestForm() {}

    static Optional<Violation> noParameterTwice(AuthorizationParameters parameters) {
        return Violation.unless(
                !parameters.hasForbiddenRepetition(),
                "invalid_request",
                "A parameter was sent more than once",
                () -> Failure.of(FailedRule.PARAMETER_ONCE));
    }

    static Optional<Violation> noControlCharacters(AuthorizationParameters parameters) {
        return Violation.unless(
                !parameters.hasControlCharacters(),
                "invalid_request",
                "A parameter has characters that are not allowed",
                () -> Failure.of(FailedRule.PARAMETER_CHARACTERS));
    }

    static Optional<Violation> noRequestObject(AuthorizationParameters parameters) {
        if (parameters.get("request") != null) {
            return Optional.of(new Violation(
                    "request_not_supported",
                    "Request objects are not supported",
                    Failure.of(FailedRule.REQUEST_OBJECT, "", "request")));
        }
        return Violation.unless(
                parameters.get("request_uri") == null,
                "request_uri_not_supported",
                "Request URIs are not supported",
                () -> Failure.of(FailedRule.REQUEST_OBJECT, PushedAuthorizationController.PATH, "request_uri"));
    }

    static Optional<Violation> responseTypeIsCode(AuthorizationParameters parameters) {
        String responseType = parameters.get("response_type");
        if (responseType == null) {
            return Optional.of(new Violation(
                    "invalid_request", "response_type is missing", Failure.of(FailedRule.RESPONSE_TYPE, "code", null)));
        }
        return Violation.unless(
                responseType.equals("code"),
                "unsupported_response_type",
                "The only response type is code",
                () -> Failure.of(FailedRule.RESPONSE_TYPE, "code", responseType));
    }

    static Optional<Violation> dpopKeyIsAThumbprint(AuthorizationParameters parameters) {
        String thumbprint = parameters.get("dpop_jkt");
        return Violation.unless(
                thumbprint == null || SHA_256.matcher(thumbprint).matches(),
                "invalid_request",
                "dpop_jkt is not the SHA-256 thumbprint of a key",
                () -> Failure.of(FailedRule.DPOP_THUMBPRINT, "", thumbprint));
    }

    static Optional<Violation> scopeIsWellFormed(AuthorizationParameters parameters) {
        String scope = parameters.get("scope");
        return Violation.unless(
                scope != null && SCOPE.matcher(scope).matches(),
                "invalid_scope",
                "scope is missing or malformed",
                () -> Failure.of(FailedRule.SCOPE_FORM, "openid profile", scope));
    }

    static Optional<Violation> claimsAreWellFormed(AuthorizationParameters parameters) {
        String claims = parameters.get("claims");
        return Violation.unless(
                claims == null || ClaimsParameter.read(claims).isPresent(),
                "invalid_request",
                "claims is no JSON object of the form that OpenID Connect defines",
                () -> Failure.of(FailedRule.CLAIMS));
    }

    static Optional<Violation> maxAgeIsSeconds(AuthorizationParameters parameters) {
        String maxAge = parameters.get("max_age");
        return Violation.unless(
                maxAge == null || SECONDS.matcher(maxAge).matches(),
                "invalid_request",
                "max_age is not a number of seconds",
                () -> Failure.of(FailedRule.MAX_AGE, "3600", maxAge));
    }
}
