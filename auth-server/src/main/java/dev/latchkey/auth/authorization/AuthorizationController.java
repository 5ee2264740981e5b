package dev.latchkey.auth.authorization;

import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignUps;
import dev.latchkey.auth.session.SignedIn;
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
    private final ConsentDecisions consents;
    private final PendingConsents pendingConsents;
    private final AuthorizationCodes codes;
    private final AuthorizationResponses responses;
    private final Continuations continuations;
    private final Clock clock;

    AuthorizationController(
            AuthorizationRequestReader reader,
            ConsentDecisions consents,
            PendingConsents pendingConsents,
            AuthorizationCodes codes,
            AuthorizationResponses responses,
            Continuations continuations,
            Clock clock) {
        this.reader = reader;
        this.consents = consents;
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
        return answer(AuthorizationParameters.of(request), clock.instant(), request, response);
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
        @Nullable SignedIn signedIn = SignIn.current();
        AuthorizationStep step = nextStep(request, signedIn, startedAt);
        if (step == AuthorizationStep.ANOTHER_PERSON || (step != AuthorizationStep.NOTHING && !request.mayInteract())) {
            throw AuthorizationRequestException.sentTo(
                    request.target(), request.client(), step.errorWithoutInteraction(), step.description());
        }
        Continuation continuation = new Continuation(Continuations.AUTHORIZE + "?" + parameters.toQuery(), startedAt);
        return switch (step) {
            case SIGN_UP -> SeeOther.to(continuations.on(SignUps.PAGE, continuation));
            case SIGN_IN -> SeeOther.to(continuations.on("/login", continuation));
            case FURTHER_FACTOR -> SeeOther.to(continuations.on("/mfa", continuation));
            case CONSENT -> SeeOther.to(consentPage(parameters, present(signedIn)));
            case ANOTHER_PERSON -> throw new IllegalStateException("Answered before");
            case NOTHING -> responses.send(grant(request, present(signedIn)), http, response);
        };
    }

    private AuthorizationStep nextStep(AuthorizationRequest request, @Nullable SignedIn signedIn, Instant startedAt) {
        if (request.prompts().contains(Prompt.CREATE) && !signedInSince(startedAt, signedIn)) {
            return AuthorizationStep.SIGN_UP;
        }
        if (signedIn == null) {
            return AuthorizationStep.SIGN_IN;
        }
        Instant authTime = signedIn.session().authenticationContext().authTime();
        if (!request.isSatisfiedBy(authTime, startedAt, clock.instant())) {
            return AuthorizationStep.SIGN_IN;
        }
        if (!request.isAbout(signedIn.getName())) {
            // Somebody else may sign in now. Who did so for this very request and is not the one meant never will be.
            return authTime.isBefore(startedAt) ? AuthorizationStep.SIGN_IN : AuthorizationStep.ANOTHER_PERSON;
        }
        if (!signedIn.isComplete()) {
            return AuthorizationStep.FURTHER_FACTOR;
        }
        boolean mustAsk = request.prompts().contains(Prompt.CONSENT)
                || !consents.cover(signedIn.accountId(), request.client(), request.scopes());
        return mustAsk ? AuthorizationStep.CONSENT : AuthorizationStep.NOTHING;
    }

    private static boolean signedInSince(Instant startedAt, @Nullable SignedIn signedIn) {
        return signedIn != null
                && !signedIn.session().authenticationContext().authTime().isBefore(startedAt);
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
        String code = codes.issue(request, signedIn.session(), request.scopes());
        return responses.success(request.target(), code);
    }

    private static SignedIn present(@Nullable SignedIn signedIn) {
        if (signedIn == null) {
            throw new IllegalStateException("A step after signing in, and nobody is signed in");
        }
        return signedIn;
    }
}
