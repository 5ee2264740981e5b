package dev.latchkey.auth.login;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.Pseudonyms;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.brake.PasswordGuess;
import dev.latchkey.auth.challenge.ChallengePurpose;
import dev.latchkey.auth.challenge.ProofOfWork;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.session.DirectoryPasswords;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Checks a user name and a password. Unknown, wrong and disabled cost the same time, count the same and give the same answer,
 * so that nobody learns here who has an account (ASVS 6.3.8).
 */
@Service
class PasswordSignIn {

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final PasswordBrake brake;
    private final ProofOfWork proofOfWork;
    private final DirectoryPasswords directory;
    private final AuditTrail trail;
    private final Pseudonyms pseudonyms;

    PasswordSignIn(
            Accounts accounts,
            Passwords passwords,
            PasswordRules rules,
            PasswordBrake brake,
            ProofOfWork proofOfWork,
            DirectoryPasswords directory,
            AuditTrail trail,
            Pseudonyms pseudonyms) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.brake = brake;
        this.proofOfWork = proofOfWork;
        this.directory = directory;
        this.trail = trail;
        this.pseudonyms = pseudonyms;
    }

    /** What came of an attempt: exactly one of six. */
    sealed interface Outcome {

        <R> R when(Cases<R> cases);
    }

    /** What each outcome means to a caller, who has to say it of all. */
    interface Cases<R> {

        R accepted(Accepted outcome);

        R refused(Refused outcome);

        R braked(Braked outcome);

        R unproven(Unproven outcome);

        R visiting(Visiting outcome);

        R unanswered(Unanswered outcome);
    }

    /** @param knownElsewhere whether the password is one that programs try first, or was stolen somewhere */
    record Accepted(UUID accountId, boolean knownElsewhere) implements Outcome {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.accepted(this);
        }
    }

    /** @param reason for the log, never for the person */
    record Refused(Reason reason) implements Outcome {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** @param delay until a password is looked at again */
    record Braked(Duration delay) implements Outcome {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.braked(this);
        }
    }

    /** After failures, and without the proof of work that is asked for then: the password was not looked at. */
    record Unproven() implements Outcome {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.unproven(this);
        }
    }

    /** The directory knows the password. */
    record Visiting(DirectoryPasswords.Visitor visitor) implements Outcome {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.visiting(this);
        }
    }

    /** It may be a password of the directory, which does not answer. */
    record Unanswered() implements Outcome {
        @Override
        public <R> R when(Cases<R> cases) {
            return cases.unanswered(this);
        }
    }

    enum Reason {
        UNKNOWN_ACCOUNT,
        WRONG_PASSWORD,
        /** Right or wrong: its owner said that somebody else had it. */
        PASSWORD_BLOCKED,
        ACCOUNT_DISABLED,
        BRAKED_UNDER_ANOTHER_NAME
    }

    /** @param clientId the application that asked for the sign-in, if one did */
    Outcome attempt(String username, String password, @Nullable String clientId, HttpServletRequest request) {
        @Nullable Account account = accounts.findByUsernameOrEmail(username).orElse(null);
        @Nullable UUID accountId = account == null ? null : account.getId();
        String name = accounts.normalised(username);
        Attempt attempt = new Attempt(accountId, clientId, pseudonyms.of(name));
        if (asksForProof(name, accountId, request) && !proofOfWork.isShownIn(request, ChallengePurpose.SIGN_IN)) {
            trail.record(attempt.failed(SecurityEventType.SIGN_IN_BRAKED, "UNPROVEN"));
            return new Unproven();
        }
        PasswordGuess guess = brake.count(name, accountId, request);
        return switch (guess.verdict()) {
            case WAIT -> {
                trail.record(attempt.failed(SecurityEventType.SIGN_IN_BRAKED, "WAITING"));
                yield new Braked(guess.waitNow());
            }
            case REFUSE_UNSEEN -> {
                passwords.matches(null, password);
                yield refused(attempt, guess, Reason.BRAKED_UNDER_ANOTHER_NAME);
            }
            case CHECK -> check(attempt, guess, account, username, password);
        };
    }

    /** Whether the next guess at this name from here needs a proof of work. The same for names that nobody has. */
    boolean asksForProof(String username, HttpServletRequest request) {
        return proofOfWork.isEnabled()
                && asksForProof(
                        accounts.normalised(username),
                        accounts.findByUsernameOrEmail(username)
                                .map(Account::getId)
                                .orElse(null),
                        request);
    }

    private boolean asksForProof(String name, @Nullable UUID accountId, HttpServletRequest request) {
        if (!proofOfWork.isEnabled()) {
            return false;
        }
        PasswordBrake.Failures failures = brake.failures(name, accountId, request);
        return proofOfWork.isDueAfter(failures.ofName(), failures.fromNetwork());
    }

    /** What the audit trail is to know of an attempt. */
    private record Attempt(
            @Nullable UUID accountId, @Nullable String clientId, String name) {

        SecurityEvent failed(SecurityEventType type, String reason) {
            return SecurityEvent.failure(type, reason)
                    .account(accountId)
                    .client(clientId)
                    .detail("factor", "PASSWORD")
                    .detail("name", name);
        }
    }

    private Outcome check(
            Attempt attempt, PasswordGuess guess, @Nullable Account account, String username, String password) {
        boolean matches;
        try {
            matches = passwords.matches(account, password);
        } catch (PasswordChecksBusyException busy) {
            brake.wasNotChecked(guess);
            throw busy;
        }
        if (!matches && directory.isOpen()) {
            return isForDirectory(account)
                    ? askDirectory(attempt, guess, account, username, password)
                    : pretendToAskDirectory(attempt, guess, account, username);
        }
        return answer(attempt, guess, account, matches, password);
    }

    private Outcome answer(
            Attempt attempt, PasswordGuess guess, @Nullable Account account, boolean matches, String password) {
        if (account == null) {
            return refused(attempt, guess, Reason.UNKNOWN_ACCOUNT);
        }
        if (!matches) {
            return refused(
                    attempt, guess, account.isPasswordBlocked() ? Reason.PASSWORD_BLOCKED : Reason.WRONG_PASSWORD);
        }
        if (!account.isEnabled()) {
            return refused(attempt, guess, Reason.ACCOUNT_DISABLED);
        }
        brake.wasRight(guess);
        return new Accepted(account.getId(), rules.isKnownElsewhere(password));
    }

    /** Whoever has a password here is asked for that one alone, unless they have linked who they are in the directory. */
    private boolean isForDirectory(@Nullable Account account) {
        return account == null || account.getPasswordHash() == null || directory.knows(account.getId());
    }

    private Outcome askDirectory(
            Attempt attempt, PasswordGuess guess, @Nullable Account account, String username, String password) {
        DirectoryPasswords.Answer answer = directory.check(username, password);
        return switch (answer.verdict()) {
            case RIGHT -> visiting(attempt, guess, account, answer.visitor().orElseThrow());
            case WRONG -> answer(attempt, guess, account, false, password);
            case UNAVAILABLE -> {
                brake.wasNotChecked(guess);
                yield unanswered(attempt);
            }
        };
    }

    /** So that the time does not tell who has an account here. */
    private Outcome pretendToAskDirectory(
            Attempt attempt, PasswordGuess guess, @Nullable Account account, String username) {
        return switch (directory.pretend(username)) {
            case RIGHT, WRONG -> answer(attempt, guess, account, false, "");
            case UNAVAILABLE -> unanswered(attempt);
        };
    }

    private Outcome visiting(
            Attempt attempt, PasswordGuess guess, @Nullable Account named, DirectoryPasswords.Visitor visitor) {
        boolean disabled = visitor.accountId()
                .flatMap(accounts::findById)
                .filter(account -> !account.isEnabled())
                .isPresent();
        if (disabled) {
            return refused(attempt, guess, Reason.ACCOUNT_DISABLED);
        }
        if (named == null || visitor.accountId().equals(Optional.of(named.getId()))) {
            brake.wasRight(guess);
        } else {
            brake.wasNotChecked(guess); // somebody else is called so here: it forgives no guesses at their password
        }
        return new Visiting(visitor);
    }

    private Outcome unanswered(Attempt attempt) {
        trail.record(attempt.failed(SecurityEventType.SIGN_IN, "DIRECTORY_UNAVAILABLE"));
        return new Unanswered();
    }

    private Outcome refused(Attempt attempt, PasswordGuess guess, Reason reason) {
        trail.record(attempt.failed(SecurityEventType.SIGN_IN, reason.name()));
        if (guess.waitIfWrong().isZero()) {
            return new Refused(reason);
        }
        trail.record(attempt.failed(SecurityEventType.SIGN_IN_BRAKED, "LOCKED"));
        return new Braked(guess.waitIfWrong());
    }
}
