package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.OwnerAddresses;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Tells what happened to the second factors of an account: the audit trail and its owner. Joins the transaction of its caller. */
@Component
class FactorNotices {

    private static final String NAME = "name";
    private static final String FACTOR = "factor";
    private static final String TOTP = "TOTP";

    private final AuditTrail auditTrail;
    private final Mails mails;
    private final OwnerAddresses addresses;
    private final Issuer issuer;
    private final Clock clock;

    FactorNotices(AuditTrail auditTrail, Mails mails, OwnerAddresses addresses, Issuer issuer, Clock clock) {
        this.auditTrail = auditTrail;
        this.mails = mails;
        this.addresses = addresses;
        this.issuer = issuer;
        this.clock = clock;
    }

    void authenticatorAdded(BrowserSession session, String name) {
        auditTrail.record(done(session, SecurityEventType.FACTOR_ADDED)
                .detail(FACTOR, TOTP)
                .detail(NAME, name));
        write(session, "mail.second-factor.added", name);
    }

    void authenticatorRenamed(BrowserSession session, String before, String name) {
        auditTrail.record(done(session, SecurityEventType.FACTOR_CHANGED)
                .detail(FACTOR, TOTP)
                .detail("before", before)
                .detail(NAME, name));
        write(session, "mail.second-factor.renamed", name);
    }

    void authenticatorRemoved(BrowserSession session, String name) {
        auditTrail.record(done(session, SecurityEventType.FACTOR_REMOVED)
                .detail(FACTOR, TOTP)
                .detail(NAME, name));
        write(session, "mail.second-factor.removed", name);
    }

    void recoveryCodesCreated(BrowserSession session) {
        auditTrail.record(done(session, SecurityEventType.RECOVERY_CODES_CREATED));
        write(session, "mail.second-factor.codes", "");
    }

    void recoveryCodeUsed(BrowserSession session, int left) {
        String remaining = Integer.toString(left);
        auditTrail.record(done(session, SecurityEventType.RECOVERY_CODE_USED).detail("left", remaining));
        write(session, "mail.second-factor.used", remaining);
    }

    void deviceTrusted(BrowserSession session) {
        auditTrail.record(done(session, SecurityEventType.DEVICE_TRUSTED));
        write(session, "mail.second-factor.trusted", "");
    }

    void deviceTrustRevoked(BrowserSession session) {
        auditTrail.record(done(session, SecurityEventType.DEVICE_TRUST_REVOKED));
    }

    private static SecurityEvent done(BrowserSession session, SecurityEventType type) {
        return SecurityEvent.success(type).account(session.accountId()).session(session.id());
    }

    private void write(BrowserSession session, String eventKey, String name) {
        addresses
                .of(session.accountId())
                .forEach(address -> mails.send(Mail.to(address, LocaleContextHolder.getLocale())
                        .template("second-factor")
                        .with("event", eventKey)
                        .with(NAME, name)
                        .with("time", clock.instant())
                        .with("link", issuer.url(AuthenticatorsController.PATH))));
    }
}
