package dev.latchkey.auth.federation;

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

/** Tells the owner of an account and the audit trail what became of identities. Joins the transaction of its caller. */
@Component
class IdentityNotices {

    private final AuditTrail trail;
    private final Mails mails;
    private final OwnerAddresses addresses;
    private final Issuer issuer;
    private final Clock clock;

    IdentityNotices(AuditTrail trail, Mails mails, OwnerAddresses addresses, Issuer issuer, Clock clock) {
        this.trail = trail;
        this.mails = mails;
        this.addresses = addresses;
        this.issuer = issuer;
        this.clock = clock;
    }

    void linked(UUID accountId, Provider provider, String label) {
        record(accountId, SecurityEventType.IDENTITY_LINKED, provider);
        write(accountId, "mail.identity.linked", provider, label);
    }

    void unlinked(UUID accountId, Provider provider, String label) {
        record(accountId, SecurityEventType.IDENTITY_UNLINKED, provider);
        write(accountId, "mail.identity.unlinked", provider, label);
    }

    /** Somebody could not show who they are there. */
    void refused(UUID accountId, Provider provider, String reason) {
        trail.record(SecurityEvent.failure(SecurityEventType.IDENTITY_LINKED, reason)
                .account(accountId)
                .detail("provider", provider.name()));
    }

    private void record(UUID accountId, SecurityEventType type, Provider provider) {
        trail.record(SecurityEvent.success(type).account(accountId).detail("provider", provider.name()));
    }

    private void write(UUID accountId, String eventKey, Provider provider, String label) {
        addresses
                .of(accountId)
                .forEach(address -> mails.send(Mail.to(address, LocaleContextHolder.getLocale())
                        .template("identity")
                        .with("event", eventKey)
                        .with("provider", provider.title())
                        .with("label", label)
                        .with("time", clock.instant())
                        .with("link", issuer.url(IdentitiesController.PATH))));
    }
}
