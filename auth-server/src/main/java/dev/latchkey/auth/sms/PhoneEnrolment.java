package dev.latchkey.auth.sms;

import dev.latchkey.auth.account.OwnerAddresses;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.mfa.SecondFactorRemoval;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps a number that was proven, and forgets it; the audit trail and the owner are told of both. */
@Service
@ConditionalOnSms
class PhoneEnrolment {

    private final SmsCodes codes;
    private final Phones phones;
    private final SecondFactorRemoval removal;
    private final AuditTrail trail;
    private final Mails mails;
    private final OwnerAddresses addresses;
    private final Issuer issuer;
    private final Clock clock;

    PhoneEnrolment(
            SmsCodes codes,
            Phones phones,
            SecondFactorRemoval removal,
            AuditTrail trail,
            Mails mails,
            OwnerAddresses addresses,
            Issuer issuer,
            Clock clock) {
        this.codes = codes;
        this.phones = phones;
        this.removal = removal;
        this.trail = trail;
        this.mails = mails;
        this.addresses = addresses;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * @param typed as the person typed it; spaces do not matter
     */
    @Transactional
    public boolean confirm(BrowserSession session, String typed) {
        Optional<PhoneNumber> proven = codes.claim(session, SmsPurpose.NUMBER, typed.replaceAll("\\s", ""));
        proven.ifPresent(number -> {
            phones.keep(session.accountId(), number);
            tell(session, SecurityEventType.FACTOR_ADDED, "mail.second-factor.phone-added", number.masked());
        });
        return proven.isPresent();
    }

    /** @throws dev.latchkey.auth.mfa.LastFactorException if the account has to have a second factor and this is the last */
    @Transactional
    public void remove(BrowserSession session) {
        phones.of(session.accountId())
                .filter(phone -> removal.remove(session.accountId(), () -> phones.remove(session.accountId())))
                .ifPresent(phone -> tell(
                        session,
                        SecurityEventType.FACTOR_REMOVED,
                        "mail.second-factor.phone-removed",
                        phone.number().masked()));
    }

    private void tell(BrowserSession session, SecurityEventType type, String eventKey, String number) {
        trail.record(SecurityEvent.success(type)
                .account(session.accountId())
                .session(session.id())
                .detail("factor", "SMS")
                .detail("number", number));
        addresses
                .of(session.accountId())
                .forEach(address -> mails.send(Mail.to(address, LocaleContextHolder.getLocale())
                        .template("second-factor")
                        .with("event", eventKey)
                        .with("name", number)
                        .with("time", clock.instant())
                        .with("link", issuer.url(PhoneController.PATH))));
    }
}
