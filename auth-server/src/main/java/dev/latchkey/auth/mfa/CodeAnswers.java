package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What the browser hears about an answer to a challenge, whichever factor it is for. */
@Component
public class CodeAnswers {

    private final Challenges challenges;
    private final SignIn signIn;
    private final Continuations continuations;

    CodeAnswers(Challenges challenges, SignIn signIn, Continuations continuations) {
        this.challenges = challenges;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    /**
     * A page that takes answers.
     *
     * @param problemKey what it says about a wrong one
     */
    public record Form(String view, Factor factor, String problemKey) {}

    public ModelAndView show(Form form, SignedIn signedIn, Optional<Continuation> continuation) {
        return challenges.isAnswered(signedIn, continuation)
                ? SeeOther.to(continuations.resume(continuation))
                : page(form, signedIn, continuation, null, Duration.ZERO, HttpStatus.OK);
    }

    /** @param next where to go with the session that has the factor now */
    public ModelAndView answer(
            Form form,
            SignedIn signedIn,
            Optional<Continuation> continuation,
            CodeCheck.Result result,
            HttpServletResponse response,
            Function<SignedIn, ModelAndView> next) {
        return switch (result.outcome()) {
            case ACCEPTED -> next.apply(signIn.add(signedIn, form.factor(), response));
            case WRONG -> page(form, signedIn, continuation, form.problemKey(), Duration.ZERO, HttpStatus.UNAUTHORIZED);
            case BACK_TO_PASSWORD -> {
                signIn.end(SessionEnded.Reason.TOO_MANY_WRONG_CODES, response);
                String login = continuations.on("/login", continuation);
                yield SeeOther.to(login + (continuation.isPresent() ? "&" : "?") + "again=codes");
            }
            case BRAKED -> {
                RetryAfter.tell(result.delay(), response);
                yield page(
                        form, signedIn, continuation, "mfa.problem.wait", result.delay(), HttpStatus.TOO_MANY_REQUESTS);
            }
        };
    }

    private ModelAndView page(
            Form form,
            SignedIn signedIn,
            Optional<Continuation> continuation,
            @Nullable String problem,
            Duration wait,
            HttpStatus status) {
        return new ModelAndView(
                form.view(), Map.of("page", challenges.page(signedIn, continuation, problem, wait)), status);
    }
}
