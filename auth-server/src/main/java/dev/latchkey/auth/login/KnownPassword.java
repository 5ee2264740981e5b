package dev.latchkey.auth.login;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Somebody signed in with a password that is on a list: chosen before the list was, or stolen elsewhere since. Whoever has the
 * mailbox hears of it, because it may not have been them (NIST SP 800-63B-4 §3.1.1.2).
 */
@Service
class KnownPassword {

    private final SignIn signIn;
    private final Accounts accounts;
    private final Mails mails;
    private final Issuer issuer;
    private final Clock clock;

    KnownPassword(SignIn signIn, Accounts accounts, Mails mails, Issuer issuer, Clock clock) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.mails = mails;
        this.issuer = issuer;
        this.clock = clock;
    }

    @Transactional
    public void demandAnother(SignedIn signedIn) {
        signIn.owePassword(signedIn);
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        mails.send(Mail.to(account.getEmail(), LocaleContextHolder.getLocale())
                .template("password-known")
                .with("name", account.getName())
                .with("at", clock.instant())
                .with("reset", issuer.url("/password/forgot")));
    }
}
