package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Where somebody goes who has just set up a second factor, whichever it is. */
@Component
public class AfterEnrolment {

    private final RecoveryCodes recoveryCodes;
    private final SignIn signIn;
    private final Continuations continuations;

    AfterEnrolment(RecoveryCodes recoveryCodes, SignIn signIn, Continuations continuations) {
        this.recoveryCodes = recoveryCodes;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    /**
     * What was set up has been shown, so it counts for the session. Whoever has no recovery codes yet is given some before anything
     * else.
     *
     * @param list the page to see the factor on, for somebody who came from nowhere
     */
    public ModelAndView goOn(
            SignedIn signedIn,
            Factor shown,
            Optional<Continuation> continuation,
            String list,
            HttpServletResponse response) {
        signIn.add(signedIn, shown, response);
        if (recoveryCodes.of(signedIn.accountId()).isPresent()) {
            return SeeOther.to(continuation.isPresent() ? continuations.resume(continuation) : list);
        }
        return SeeOther.to(continuations.on(RecoveryCodesController.PATH, continuation));
    }
}
