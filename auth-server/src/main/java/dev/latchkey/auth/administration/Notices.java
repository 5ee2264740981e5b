package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import java.time.Clock;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells people what administrators did to their accounts. */
@Component
class Notices {

    private final Mails mails;
    private final Clock clock;

    Notices(Mails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    /** To the address that was the account's until now: the new one may be somebody else's. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addressChanged(String old) {
        mails.send(Mail.to(old, LocaleContextHolder.getLocale())
                .template("email-changed-by-administrator")
                .with("when", clock.instant()));
    }

    /** To the address of an account that is no more, if it was shown to be its owner's. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erased(Account account) {
        if (account.isEmailVerified()) {
            mails.send(Mail.to(account.getEmail(), LocaleContextHolder.getLocale())
                    .template("account-erased")
                    .with("name", account.getName())
                    .with("username", account.getUsername()));
        }
    }
}
