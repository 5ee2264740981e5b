package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.AccountRegistration;
import dev.latchkey.auth.account.AddressConfirmed;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the account when its address has been confirmed, by the link or by the code of the mail. */
@Service
class SignUpConfirmation {

    private static final Logger log = LoggerFactory.getLogger(SignUpConfirmation.class);

    private final PendingSignUps pending;
    private final AccountRegistration accounts;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    SignUpConfirmation(
            PendingSignUps pending, AccountRegistration accounts, AuditTrail audit, TransactionTemplate transaction) {
        this.pending = pending;
        this.accounts = accounts;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** @return false if the link is none, was used, or is too old */
    boolean byLink(String link) {
        return confirm(() -> pending.claimByLink(link));
    }

    /** @return false if the code is wrong, was used, is too old, or was tried too often */
    boolean byCode(String handle, String code) {
        return confirm(() -> pending.claimByCode(handle, code));
    }

    private boolean confirm(Supplier<Optional<PendingSignUp>> claim) {
        try {
            return Boolean.TRUE.equals(transaction.execute(
                    status -> claim.get().map(this::register).isPresent()));
        } catch (DataIntegrityViolationException taken) {
            log.info("A sign-up cannot be confirmed: its name or address was given to somebody else meanwhile");
            return false;
        }
    }

    private UUID register(PendingSignUp signUp) {
        UUID id = accounts.register(signUp.account(), signUp.passwordHash());
        audit.record(SecurityEvent.success(SecurityEventType.ACCOUNT_CREATED).account(id));
        audit.record(SecurityEvent.success(SecurityEventType.EMAIL_VERIFIED).account(id));
        return id;
    }

    /** However its owner came: whoever began a sign-up with the address before loses it, with the password that they chose. */
    @EventListener
    void on(AddressConfirmed confirmed) {
        pending.forgetAllOf(confirmed.emailKey());
    }
}
