package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.administration.PasswordLinks.Issued;
import dev.latchkey.auth.administration.PasswordLinks.Purpose;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.web.Issuer;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sends the links by which people set a password. Nobody but the owner of the mailbox ever sees one. */
@Component
class PasswordMails {

    private final PasswordLinks links;
    private final Mails mails;
    private final Issuer issuer;

    PasswordMails(PasswordLinks links, Mails mails, Issuer issuer) {
        this.links = links;
        this.mails = mails;
        this.issuer = issuer;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void send(Account account, Purpose purpose) {
        Issued issued = links.issue(account.getId(), purpose);
        String template = switch (purpose) {
            case INVITATION -> "invitation";
            case RESET -> "password-reset-by-administrator";
        };
        mails.send(Mail.to(account.getEmail(), LocaleContextHolder.getLocale())
                .template(template)
                .with("name", account.getName())
                .with("username", account.getUsername())
                .with("link", issuer.url(PasswordLinkController.PATH + "?token=" + issued.value()))
                .with("expires", issued.expiresAt())
                .expiring(issued.expiresAt()));
    }
}
