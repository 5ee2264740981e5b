package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.OwnerAddresses;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Tells what happened to the passkeys of an account: the audit trail and the owner. Joins the transaction of its caller. */
@Component
class PasskeyNotices {

    private static final String NAME = "name";

    private final AuditTrail trail;
    private final Mails mails;
    private final OwnerAddresses addresses;
    private final Issuer issuer;
    private final Clock clock;

    PasskeyNotices(AuditTrail trail, Mails mails, OwnerAddresses addresses, Issuer issuer, Clock clock) {
        this.trail = trail;
        this.mails = mails;
        this.addresses = addresses;
        this.issuer = issuer;
        this.clock = clock;
    }

    void added(UUID accountId, String name) {
        trail.record(about(SecurityEvent.success(SecurityEventType.FACTOR_ADDED), accountId)
                .detail(NAME, name));
        write(accountId, "mail.passkey.added", name);
    }

    void renamed(UUID accountId, String before, String name) {
        trail.record(about(SecurityEvent.success(SecurityEventType.FACTOR_CHANGED), accountId)
                .detail("before", before)
                .detail(NAME, name));
    }

    void removed(UUID accountId, String name) {
        trail.record(about(SecurityEvent.success(SecurityEventType.FACTOR_REMOVED), accountId)
                .detail(NAME, name));
        write(accountId, "mail.passkey.removed", name);
    }

    /** Two devices sign with one key. Only the owner can know whether one of them is not theirs. */
    void copied(Passkey passkey) {
        write(passkey.accountId(), "mail.passkey.copied", passkey.name());
    }

    private static SecurityEvent about(SecurityEvent event, UUID accountId) {
        return event.account(accountId).detail("factor", "passkey");
    }

    private void write(UUID accountId, String eventKey, String name) {
        addresses
                .of(accountId)
                .forEach(address -> mails.send(Mail.to(address, LocaleContextHolder.getLocale())
                        .template("passkey")
                        .with("event", eventKey)
                        .with(NAME, name)
                        .with("time", clock.instant())
                        .with("link", issuer.url(PasskeysController.PATH))));
    }
}
