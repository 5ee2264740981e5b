package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.session.SignUps;
import dev.latchkey.auth.web.Continuations;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.stereotype.Component;

/**
 * What an authorization request has to fulfil once it is proven whose it is and where the answer goes. The first rule that
 * fails is the answer, so the order is part of the law.
 */
@Component
class AuthorizationRequestRules {

    private final AuthorizationProperties properties;
    private final Scopes scopes;
    private final IdTokenSubjects idTokens;
    private final Optional<SignUps> signUps;
    private final List<Rule> inOrder = inOrder();

    /** Says what is wrong, or nothing. */
    @FunctionalInterface
    interface Rule {
        Optional<Violation> check(AuthorizationParameters parameters, Client client);
    }

    /**
     * The error code and the constant description that the client hears.
     *
     * @param failure the same for its developer, with what stood against what
     */
    record Violation(String error, String description, Failure failure) {

        /** @param failure made only if there is one: what it shows is cleaned, at every rule of every request otherwise */
        static Optional<Violation> unless(
                boolean fulfilled, String error, String description, Supplier<Failure> failure) {
            return fulfilled ? Optional.empty() : Optional.of(new Violation(error, description, failure.get()));
        }
    }

    AuthorizationRequestRules(
            AuthorizationProperties properties, Scopes scopes, IdTokenSubjects idTokens, Optional<SignUps> signUps) {
        this.properties = properties;
        this.scopes = scopes;
        this.idTokens = idTokens;
        this.signUps = signUps;
    }

    /** A rule for which it does not matter whose request it is. */
    private static Rule form(Function<AuthorizationParameters, Optional<Violation>> rule) {
        return (parameters, client) -> rule.apply(parameters);
    }

    private List<Rule> inOrder() {
        return List.of(
                form(RequestForm::noParameterTwice), //     RFC 6749 §3.1
                form(RequestForm::noControlCharacters), //  RFC 6749 appendix A
                form(RequestForm::noRequestObject), //      OpenID Connect Core §6, RFC 9101
                this::clientPushesIfItMust, //              RFC 9126 §6
                form(RequestForm::responseTypeIsCode), //   RFC 6749 §3.1.1; implicit is gone, RFC 9700 §2.1.2
                this::responseModeIsOffered, //             OAuth 2.0 Multiple Response Type Encoding Practices §2.1
                this::clientMayUseCodes, //                 RFC 6749 §4.1.2.1
                this::challengeIsS256, //                   RFC 7636 §4.3, RFC 9700 §2.1.1; unless configured
                form(RequestForm::dpopKeyIsAThumbprint), // RFC 9449 §10
                form(RequestForm::scopeIsWellFormed), //    RFC 6749 §3.3
                this::scopeIsRegistered, //                 RFC 6749 §3.3
                this::resourcesAreKnown, //                 RFC 8707 §2
                this::promptIsKnown, //                     OpenID Connect Core §3.1.2.1, Prompt Create §4.1
                form(RequestForm::claimsAreWellFormed), //  OpenID Connect Core §5.5
                form(RequestForm::maxAgeIsSeconds), //      OpenID Connect Core §3.1.2.1
                this::idTokenHintIsTheClients); //          OpenID Connect Core §3.1.2.1
    }

    Optional<Violation> check(AuthorizationParameters parameters, Client client) {
        for (Rule rule : inOrder) {
            Optional<Violation> violation = rule.check(parameters, client);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> clientPushesIfItMust(AuthorizationParameters parameters, Client client) {
        return Violation.unless(
                parameters.kept() || !client.requirePushedAuthorizationRequests(),
                "invalid_request",
                "The client is registered for pushed authorization requests only",
                () -> Failure.of(FailedRule.PUSHED, PushedAuthorizationController.PATH, Continuations.AUTHORIZE));
    }

    private Optional<Violation> responseModeIsOffered(AuthorizationParameters parameters, Client client) {
        String mode = parameters.get("response_mode");
        return Violation.unless(
                mode == null
                        || ResponseMode.of(mode, AuthorizationRequestReader.redirectUri(parameters, client))
                                .isPresent(),
                "invalid_request",
                "The response modes are query and, for a redirect URI on the web, form_post",
                () -> Failure.of(FailedRule.RESPONSE_MODE, "query form_post", mode));
    }

    private Optional<Violation> clientMayUseCodes(AuthorizationParameters parameters, Client client) {
        return Violation.unless(
                client.grantTypes().contains(AuthorizationGrantType.AUTHORIZATION_CODE),
                "unauthorized_client",
                "The client is not registered for authorization codes",
                () -> Failure.of(
                        FailedRule.GRANT_TYPE,
                        client.grantTypes().stream()
                                .map(AuthorizationGrantType::getValue)
                                .toList(),
                        List.of("authorization_code")));
    }

    private Optional<Violation> challengeIsS256(AuthorizationParameters parameters, Client client) {
        String challenge = parameters.get("code_challenge");
        if (challenge == null && parameters.get("code_challenge_method") == null && !properties.requirePkceOf(client)) {
            return Optional.empty();
        }
        boolean ok = challenge != null
                && RequestForm.SHA_256.matcher(challenge).matches()
                && "S256".equals(parameters.get("code_challenge_method"));
        return Violation.unless(
                ok,
                "invalid_request",
                "PKCE is required: a code_challenge with code_challenge_method=S256",
                () -> Failure.of(
                        FailedRule.PKCE,
                        "code_challenge_method=S256, code_challenge: 43",
                        "code_challenge_method=" + Objects.toString(parameters.get("code_challenge_method"), "")
                                + ", code_challenge: " + (challenge == null ? 0 : challenge.length())));
    }

    private Optional<Violation> scopeIsRegistered(AuthorizationParameters parameters, Client client) {
        return Violation.unless(
                client.scopes().containsAll(parameters.scopes()),
                "invalid_scope",
                "A scope was requested that the client is not registered for",
                () -> Failure.of(FailedRule.SCOPE_REGISTERED, client.scopes(), parameters.scopes()));
    }

    private Optional<Violation> resourcesAreKnown(AuthorizationParameters parameters, Client client) {
        return Violation.unless(
                scopes.areUnderstoodBy(parameters.all("resource"), parameters.scopes()),
                "invalid_target",
                "A resource is unknown, or none of the requested scopes belongs to it",
                () -> Failure.of(FailedRule.RESOURCE, known(), parameters.all("resource")));
    }

    private Optional<Violation> promptIsKnown(AuthorizationParameters parameters, Client client) {
        String prompt = parameters.get("prompt");
        if (prompt == null) {
            return Optional.empty();
        }
        List<String> words = List.of(prompt.split(" ", -1));
        boolean known = words.stream().allMatch(word -> Prompt.of(word).isPresent());
        boolean alone = (!words.contains("none") && !words.contains("create")) || words.size() == 1;
        boolean possible =
                !words.contains("create") || signUps.map(SignUps::areOpen).orElse(false);
        return Violation.unless(
                known && alone && possible,
                "invalid_request",
                "prompt has a value that is not offered, or none or create beside another",
                () -> Failure.of(FailedRule.PROMPT, "none login consent select_account create", prompt));
    }

    private Optional<Violation> idTokenHintIsTheClients(AuthorizationParameters parameters, Client client) {
        String hint = parameters.get("id_token_hint");
        return Violation.unless(
                hint == null || idTokens.subjectOf(hint, client).isPresent(),
                "invalid_request",
                "id_token_hint is no ID token that was issued to the client",
                () -> Failure.of(FailedRule.ID_TOKEN_HINT));
    }

    /** Whom the hint of a request that passed the rules is about. */
    @Nullable
    String hintedSubject(AuthorizationParameters parameters, Client client) {
        String hint = parameters.get("id_token_hint");
        return hint == null ? null : idTokens.subjectOf(hint, client).orElse(null);
    }

    private List<String> known() {
        return scopes.resources().stream().map(ProtectedResource::identifier).toList();
    }
}
