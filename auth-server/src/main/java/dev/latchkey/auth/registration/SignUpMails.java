package dev.latchkey.auth.registration;

import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * The mails of a sign-up. No name that was typed is in them: anybody can have them sent to anybody, and what they may write
 * there would be an advertisement.
 */
@Component
class SignUpMails {

    private final Mails mails;
    private final Issuer issuer;
    private final RegistrationProperties properties;
    private final Clock clock;

    SignUpMails(Mails mails, Issuer issuer, RegistrationProperties properties, Clock clock) {
        this.mails = mails;
        this.issuer = issuer;
        this.properties = properties;
        this.clock = clock;
    }

    void send(PendingSignUp signUp, String link, String code) {
        Mail mail = Mail.to(signUp.account().email(), signUp.locale());
        mails.send(
                signUp.addressKnown()
                        ? mail.template("sign-up-known")
                                .with("signIn", issuer.url("/login"))
                                .with("reset", issuer.url("/password/forgot"))
                        : mail.template("verify-email")
                                .with("link", issuer.url("/signup/confirm?token=" + link))
                                .with("code", code)
                                .expiring(clock.instant().plus(properties.linkLifetime())));
    }
}
