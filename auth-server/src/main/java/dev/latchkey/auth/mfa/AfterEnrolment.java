package dev.latchkey.auth.mfa;

import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Where somebody goes who has just set up a second factor, whichever it is. */
@Component
public class AfterEnrolment {

    private final RecoveryCodes recoveryCodes;
    private final Continuations continuations;

    AfterEnrolment(RecoveryCodes recoveryCodes, Continuations continuations) {
        this.recoveryCodes = recoveryCodes;
        this.continuations = continuations;
    }

    /**
     * Whoever has no recovery codes yet is given some before anything else.
     *
     * @param list the page to see the factor on, for somebody who came from nowhere
     */
    public ModelAndView goOn(UUID accountId, Optional<Continuation> continuation, String list) {
        if (recoveryCodes.of(accountId).isPresent()) {
            return SeeOther.to(continuation.isPresent() ? continuations.resume(continuation) : list);
        }
        return SeeOther.to(continuation
                .map(c -> continuations.on(RecoveryCodesController.PATH, c))
                .orElse(RecoveryCodesController.PATH));
    }
}
