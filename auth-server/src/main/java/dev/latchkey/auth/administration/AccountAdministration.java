package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountDetails;
import dev.latchkey.auth.account.AccountState;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.ManagedAccounts;
import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.administration.PasswordLinks.Purpose;
import dev.latchkey.auth.administration.RefusedException.Reason;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.recovery.AccountRecovery;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SessionEnded;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators do to accounts, the same for the pages and for the API: who may do what to whom, and that it is
 * written down with who, what was before and what is after, in the transaction that does it.
 */
@Service
@Transactional
class AccountAdministration {

    private final Accounts accounts;
    private final ManagedAccounts managed;
    private final AccountSessions sessions;
    private final PasswordMails mails;
    private final Notices notices;
    private final AccountRecovery recovery;
    private final AuditTrail trail;

    AccountAdministration(
            Accounts accounts,
            ManagedAccounts managed,
            AccountSessions sessions,
            PasswordMails mails,
            Notices notices,
            AccountRecovery recovery,
            AuditTrail trail) {
        this.accounts = accounts;
        this.managed = managed;
        this.sessions = sessions;
        this.mails = mails;
        this.notices = notices;
        this.recovery = recovery;
        this.trail = trail;
    }

    /** Makes an account without a password and sends its owner a link to set one. */
    public Account invite(Actor actor, AccountDetails details) {
        if (!actor.isPerson() && !details.roles().equals(Set.of(Role.USER))) {
            throw new RefusedException(Reason.ROLES_ARE_FOR_ADMINISTRATORS);
        }
        Account account = managed.create(details);
        record(
                actor,
                event(SecurityEventType.ACCOUNT_CREATED, account)
                        .detail("username", account.getUsername())
                        .detail("email", account.getEmail())
                        .detail("roles", Changes.text(account.getRoles())));
        mails.send(account, Purpose.INVITATION);
        return account;
    }

    /** Sends the invitation again, in place of the one before. False when it has been accepted. */
    public boolean inviteAgain(Actor actor, Account account) {
        requireMayTouch(actor, account);
        if (account.getPasswordHash() != null || !account.isEnabled()) {
            return false;
        }
        mails.send(account, Purpose.INVITATION);
        record(actor, event(SecurityEventType.ACCOUNT_CHANGED, account).because("INVITED_AGAIN"));
        return true;
    }

    /**
     * Changes profile, roles and state.
     *
     * @param version the one that was looked at; none to change whatever is there now
     */
    public Optional<Account> change(
            Actor actor, UUID id, @Nullable Long version, UnaryOperator<AccountDetails> change) {
        Optional<Account> found = accounts.findById(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        requireMayTouch(actor, found.get());
        AccountDetails before = AccountDetails.of(found.get());
        AccountDetails wanted = change.apply(before);
        requireMayAssign(actor, id, before, wanted);
        return managed.change(id, version, wanted).map(account -> {
            AccountDetails after = AccountDetails.of(account);
            Changes.events(id, before, after).forEach(event -> record(actor, event));
            if (before.emailVerified() && !before.email().equals(after.email())) {
                notices.addressChanged(before.email());
            }
            if (before.enabled() && !after.enabled()) {
                sessions.endAll(id, null, SessionEnded.Reason.ACCOUNT_DISABLED);
            }
            return account;
        });
    }

    /** Ends all sessions, and with them what applications may do in them. */
    public int endSessions(Actor actor, Account account) {
        requireMayTouch(actor, account);
        int ended = sessions.endAll(account.getId(), null, SessionEnded.Reason.ENDED_BY_ADMINISTRATOR);
        record(
                actor,
                event(SecurityEventType.SESSION_ENDED, account)
                        .because(SessionEnded.Reason.ENDED_BY_ADMINISTRATOR.name())
                        .detail("sessions", Integer.toString(ended)));
        return ended;
    }

    /** Sends the owner a link to set a new password. The present one stays good until they do. */
    public void startReset(Actor actor, Account account) {
        requireMayTouch(actor, account);
        mails.send(account, Purpose.RESET);
        record(actor, event(SecurityEventType.PASSWORD_RESET_REQUESTED, account).because("BY_ADMINISTRATOR"));
    }

    /**
     * Begins the recovery of an account whose owner has nothing left to sign in with.
     *
     * @return the link for the owner, which cannot be had again
     */
    public AccountRecovery.Started startRecovery(UUID administrator, Account account) {
        if (account.getId().equals(administrator)) {
            throw new RefusedException(Reason.OWN_RECOVERY);
        }
        if (AccountState.of(account) != AccountState.ACTIVE) {
            throw new RefusedException(Reason.NOTHING_TO_RECOVER);
        }
        return recovery.start(account.getId(), administrator);
    }

    /** Erases the account and everything that belongs to it. */
    public boolean delete(Actor actor, UUID id, @Nullable Long version) {
        Optional<Account> found = accounts.findById(id);
        if (found.isEmpty()) {
            return false;
        }
        requireMayTouch(actor, found.get());
        sessions.endAll(id, null, SessionEnded.Reason.DELETION_REQUESTED);
        return managed.delete(id, version)
                .map(account -> {
                    record(
                            actor,
                            event(SecurityEventType.ACCOUNT_DELETED, account)
                                    .because("BY_ADMINISTRATOR")
                                    .detail("username", account.getUsername()));
                    notices.erased(account);
                    return true;
                })
                .orElse(false);
    }

    /** A program with its own credentials must not be a way around the two factors of an administrator. */
    private static void requireMayTouch(Actor actor, Account account) {
        if (!actor.isPerson() && account.getRoles().contains(Role.ADMIN)) {
            throw new RefusedException(Reason.ADMINISTRATORS_ARE_FOR_ADMINISTRATORS);
        }
    }

    private static void requireMayAssign(Actor actor, UUID id, AccountDetails before, AccountDetails wanted) {
        if (before.roles().equals(wanted.roles())) {
            return;
        }
        if (!actor.isPerson()) {
            throw new RefusedException(Reason.ROLES_ARE_FOR_ADMINISTRATORS);
        }
        if (actor.is(id)) {
            throw new RefusedException(Reason.OWN_ROLES);
        }
    }

    private void record(Actor actor, SecurityEvent event) {
        trail.record(actor.did(event));
    }

    private static SecurityEvent event(SecurityEventType type, Account account) {
        return SecurityEvent.success(type).account(account.getId());
    }
}
