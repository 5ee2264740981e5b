package dev.latchkey.auth.emailcode;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.Issuer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends codes and checks them. Nobody learns here whether an address is somebody's: only the mailbox is told. */
@Service
class EmailSignIn {

    private final EmailCodes codes;
    private final Accounts accounts;
    private final Mails mails;
    private final AuditTrail trail;
    private final Issuer issuer;

    EmailSignIn(EmailCodes codes, Accounts accounts, Mails mails, AuditTrail trail, Issuer issuer) {
        this.codes = codes;
        this.accounts = accounts;
        this.mails = mails;
        this.trail = trail;
        this.issuer = issuer;
    }

    /** The address in the form in which addresses are compared and counted. */
    String normalised(String typed) {
        return accounts.normalised(typed);
    }

    /** @param typed the address as it was typed */
    @Transactional
    public void ask(String typed, String browser, @Nullable String continuation) {
        Optional<Account> account = Optional.of(typed)
                .filter(text -> text.indexOf('@') >= 0)
                .flatMap(accounts::findByUsernameOrEmail)
                .filter(found -> found.isEnabled() && found.isEmailVerified());
        EmailCodes.Issued issued =
                codes.issue(browser, account.map(Account::getId).orElse(null), continuation);
        account.ifPresent(found -> mails.send(Mail.to(found.getEmail(), LocaleContextHolder.getLocale())
                .template("sign-in-code")
                .with("code", issued.code())
                .with("link", issuer.url(EmailSignInController.LINK + "?token=" + issued.link()))
                .expiring(issued.expiresAt())));
    }

    /** @param typed as the person typed it; spaces do not matter */
    @Transactional
    public Optional<EmailCodes.Claimed> answer(String browser, String typed) {
        return noted(codes.claimCode(browser, typed));
    }

    @Transactional
    public Optional<EmailCodes.Claimed> follow(String browser, String link) {
        return noted(OpaqueValues.isWellFormed(link) ? codes.claimLink(browser, link) : Optional.empty());
    }

    private Optional<EmailCodes.Claimed> noted(Optional<EmailCodes.Claimed> claimed) {
        Optional<EmailCodes.Claimed> usable = claimed.filter(right ->
                accounts.findById(right.accountId()).filter(Account::isEnabled).isPresent());
        if (usable.isEmpty()) {
            trail.record(SecurityEvent.failure(SecurityEventType.SIGN_IN, "WRONG_CODE")
                    .account(claimed.map(EmailCodes.Claimed::accountId).orElse(null))
                    .detail("factor", "EMAIL"));
        }
        return usable;
    }
}
