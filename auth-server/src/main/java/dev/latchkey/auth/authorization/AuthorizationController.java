package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.session.FreshFactors;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignUps;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.session.SignedInAccounts;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The authorization endpoint (RFC 6749 §3.1, OpenID Connect Core §3.1.2). It is ours and not the framework's: see
 * docs/decisions/0005-authorization-endpoint-is-ours.md.
 */
@Controller
class AuthorizationController {

    private final AuthorizationRequestReader reader;
    private final PushedRequests pushedRequests;
    private final MeantAccounts meantAccounts;
    private final SignedInAccounts accounts;
    private final AuthorizationSteps steps;
    private final PendingConsents pendingConsents;
    private final AuthorizationCodes codes;
    private final AuthorizationResponses responses;
    private final Continuations continuations;
    private final Clock clock;

    AuthorizationController(
            AuthorizationRequestReader reader,
            PushedRequests pushedRequests,
            MeantAccounts meantAccounts,
            SignedInAccounts accounts,
            AuthorizationSteps steps,
            PendingConsents pendingConsents,
            AuthorizationCodes codes,
            AuthorizationResponses responses,
            Continuations continuations,
            Clock clock) {
        this.reader = reader;
        this.pushedRequests = pushedRequests;
        this.meantAccounts = meantAccounts;
        this.accounts = accounts;
        this.steps = steps;
        this.pendingConsents = pendingConsents;
        this.codes = codes;
        this.responses = responses;
        this.continuations = continuations;
        this.clock = clock;
    }

    @RequestMapping(
            path = Continuations.AUTHORIZE,
            method = {RequestMethod.GET, RequestMethod.POST})
    ModelAndView authorize(HttpServletRequest request, HttpServletResponse response) {
        AuthorizationParameters sent = AuthorizationParameters.of(request);
        String requestUri = sent.get("request_uri");
        return answer(
                requestUri != null && PushedRequests.isOurs(requestUri) ? pushed(sent, requestUri) : sent,
                clock.instant(),
                request,
                response);
    }

    /** What was pushed, and nothing of what is sent beside it (RFC 9126 §4, RFC 9101 §6.3). */
    private AuthorizationParameters pushed(AuthorizationParameters sent, String requestUri) {
        Client client = reader.client(sent);
        return Optional.of(requestUri)
                .filter(once -> !sent.isRepeated("request_uri"))
                .flatMap(once -> pushedRequests.claim(once, client))
                .orElseThrow(() -> AuthorizationRequestException.shownHere(
                        "invalid_request",
                        "The request of the application was used before, or has expired.",
                        "request_uri unknown, expired, used, or of another client",
                        Failure.of(FailedRule.REQUEST_URI_FRESH),
                        client));
    }

    /** The same request, after the person has signed in for it. */
    @GetMapping(Continuations.AUTHORIZE_RESUMED)
    ModelAndView resume(
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation =
                continuations.read(signed).filter(target -> target.path().equals(Continuations.AUTHORIZE));
        if (continuation.isEmpty()) {
            return SeeOther.to("/login");
        }
        return answer(
                AuthorizationParameters.ofQuery(continuation.get().query()),
                continuation.get().startedAt(),
                request,
                response);
    }

    /** Spring answers HEAD with the handler of GET, and that one issues codes. */
    @RequestMapping(
            path = {Continuations.AUTHORIZE, Continuations.AUTHORIZE_RESUMED},
            method = RequestMethod.HEAD)
    void head(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET", "POST"));
    }

    private ModelAndView answer(
            AuthorizationParameters parameters,
            Instant startedAt,
            HttpServletRequest http,
            HttpServletResponse response) {
        AuthorizationRequest request = reader.read(parameters);
        @Nullable SignedIn signedIn = meantAccounts.of(request, startedAt, http);
        boolean others = signedIn == null && !accounts.others(http).isEmpty();
        AuthorizationStep step = steps.next(request, signedIn, startedAt, others);
        if (step.isRefusal() || (step != AuthorizationStep.NOTHING && !request.mayInteract())) {
            throw refused(request, step);
        }
        if (step == AuthorizationStep.NOTHING) {
            return responses.send(grant(request, present(signedIn)), http, response);
        }
        bringForward(signedIn, http, response);
        return SeeOther.to(pageOf(step, parameters, startedAt, signedIn));
    }

    /** The page that takes the person one step further, and leads back here. */
    private String pageOf(
            AuthorizationStep step,
            AuthorizationParameters parameters,
            Instant startedAt,
            @Nullable SignedIn signedIn) {
        Continuation back = new Continuation(Continuations.AUTHORIZE + "?" + parameters.toQuery(), startedAt);
        return switch (step) {
            case SIGN_UP -> continuations.on(SignUps.PAGE, back);
            case SIGN_IN -> continuations.on("/login", back);
            case CHOOSE_ACCOUNT -> continuations.on("/login/accounts", back);
            case FURTHER_FACTOR, STRONGER_SIGN_IN -> continuations.on("/mfa", back);
            case NEW_PASSWORD -> continuations.on(SignIn.NEW_PASSWORD, back);
            case CONFIRMATION -> continuations.on(FreshFactors.CONFIRMATION, back);
            case CONSENT -> consentPage(parameters, present(signedIn));
            case ANOTHER_PERSON, NO_SUCH_SIGN_IN, NOT_FOR_THIS_PERSON, NOTHING ->
                throw new IllegalStateException("Answered before: " + step);
        };
    }

    private static AuthorizationRequestException refused(AuthorizationRequest request, AuthorizationStep step) {
        FailedRule rule =
                step == AuthorizationStep.NOT_FOR_THIS_PERSON ? FailedRule.OPEN_TO_PERSON : FailedRule.INTERACTION;
        return AuthorizationRequestException.sentTo(
                request.target(),
                request.client(),
                step.errorWithoutInteraction(),
                step.description(),
                Failure.of(rule));
    }

    /** The pages that follow are about the session in use. */
    private void bringForward(@Nullable SignedIn meant, HttpServletRequest http, HttpServletResponse response) {
        @Nullable SignedIn inUse = SignIn.current();
        if (meant != null && !meant.equals(inUse)) {
            accounts.use(meant.session().id(), http, response);
        }
    }

    private String consentPage(AuthorizationParameters parameters, SignedIn signedIn) {
        return UriComponentsBuilder.fromPath("/oauth2/consent")
                .queryParam("request", pendingConsents.hold(parameters, signedIn.session()))
                .queryParamIfPresent("ui_locales", Optional.ofNullable(parameters.get("ui_locales")))
                .encode()
                .build()
                .toUriString();
    }

    private AuthorizationResponse grant(AuthorizationRequest request, SignedIn signedIn) {
        String code = codes.issue(request, signedIn.session(), request.toBeAllowed());
        return responses.success(request.target(), code);
    }

    private static SignedIn present(@Nullable SignedIn signedIn) {
        if (signedIn == null) {
            throw new IllegalStateException("A step after signing in, and nobody is signed in");
        }
        return signedIn;
    }
}
