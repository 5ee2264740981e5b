package dev.latchkey.auth.emailcode;

import dev.latchkey.auth.brake.MailBrake;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages on which people sign in by e-mail. Opening the link does nothing, because mail programs open links too. */
@Controller
@ConditionalOnBooleanProperty("latchkey.login.email.enabled")
class EmailSignInController {

    static final String PATH = "/login/email";
    static final String CODE = PATH + "/code";
    static final String LINK = PATH + "/link";

    private final EmailSignIn emailSignIn;
    private final AskingBrowser browser;
    private final MailBrake brake;
    private final SignIn signIn;
    private final Continuations continuations;

    EmailSignInController(
            EmailSignIn emailSignIn,
            AskingBrowser browser,
            MailBrake brake,
            SignIn signIn,
            Continuations continuations) {
        this.emailSignIn = emailSignIn;
        this.browser = browser;
        this.brake = brake;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView address(@RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        return page(EmailSignInPage.Step.ADDRESS, null, null, continuations.read(signed), HttpStatus.OK);
    }

    /** The same answer for every address, and the same brake. */
    @PostMapping(PATH)
    ModelAndView ask(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        Optional<Duration> wait = brake.count(emailSignIn.normalised(email), request);
        if (wait.isPresent()) {
            RetryAfter.tell(wait.get(), response);
            return page(
                    EmailSignInPage.Step.ADDRESS,
                    null,
                    "email-code.problem.wait",
                    continuation,
                    HttpStatus.TOO_MANY_REQUESTS);
        }
        emailSignIn.ask(
                email,
                browser.enter(response),
                continuation.map(continuations::sign).orElse(null));
        return SeeOther.to(continuations.on(CODE, continuation));
    }

    @GetMapping(CODE)
    ModelAndView code(@RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        return page(EmailSignInPage.Step.CODE, null, null, continuations.read(signed), HttpStatus.OK);
    }

    @PostMapping(CODE)
    ModelAndView answer(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        return browser.read(request)
                .flatMap(asked -> emailSignIn.answer(asked, code))
                .map(right -> enter(right, continuations.read(signed), request, response))
                .orElseGet(() -> page(
                        EmailSignInPage.Step.CODE,
                        null,
                        "email-code.problem.code",
                        continuations.read(signed),
                        HttpStatus.UNAUTHORIZED));
    }

    @GetMapping(LINK)
    ModelAndView link(@RequestParam(defaultValue = "") String token) {
        return page(EmailSignInPage.Step.LINK, token, null, Optional.empty(), HttpStatus.OK);
    }

    @PostMapping(LINK)
    ModelAndView follow(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response) {
        return browser.read(request)
                .flatMap(asked -> emailSignIn.follow(asked, token))
                .map(right -> enter(right, continuations.read(right.continuation()), request, response))
                .orElseGet(() -> page(
                        EmailSignInPage.Step.ADDRESS,
                        null,
                        "email-code.problem.link",
                        Optional.empty(),
                        HttpStatus.UNAUTHORIZED));
    }

    private ModelAndView enter(
            EmailCodes.Claimed right,
            Optional<Continuation> continuation,
            HttpServletRequest request,
            HttpServletResponse response) {
        signIn.begin(right.accountId(), Factor.EMAIL, request, response);
        return SeeOther.to(continuations.resume(continuation));
    }

    private ModelAndView page(
            EmailSignInPage.Step step,
            @Nullable String token,
            @Nullable String problem,
            Optional<Continuation> continuation,
            HttpStatus status) {
        EmailSignInPage page = new EmailSignInPage(
                step, token, problem, continuation.map(continuations::sign).orElse(null));
        return new ModelAndView("emailcode/sign-in", Map.of("page", page), status);
    }
}
