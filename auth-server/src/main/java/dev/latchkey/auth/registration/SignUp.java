package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.AccountRegistration;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.brake.MailBrake;
import dev.latchkey.auth.registration.PendingSignUps.Keys;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SixDigitCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a sign-up. Known and unknown addresses take the same path: the same checks, one hash, the same statements, one mail,
 * the same answer.
 */
@Service
class SignUp {

    private final SignUpRules rules;
    private final AccountRegistration accounts;
    private final PendingSignUps pending;
    private final SignUpMails mails;
    private final MailBrake brake;
    private final Passwords passwords;
    private final OpaqueValues values;
    private final SixDigitCode codes;
    private final TransactionTemplate transaction;

    SignUp(
            SignUpRules rules,
            AccountRegistration accounts,
            PendingSignUps pending,
            SignUpMails mails,
            MailBrake brake,
            Passwords passwords,
            OpaqueValues values,
            SixDigitCode signUpCode,
            TransactionTemplate transaction) {
        this.rules = rules;
        this.accounts = accounts;
        this.pending = pending;
        this.mails = mails;
        this.brake = brake;
        this.passwords = passwords;
        this.values = values;
        this.codes = signUpCode;
        this.transaction = transaction;
    }

    /** What came of it: exactly one of three, and a caller has to say what each means. */
    sealed interface Outcome {

        <R> R when(Function<Taken, R> taken, Function<Refused, R> refused, Function<Braked, R> braked);
    }

    /** @param handle with which this browser enters the code or asks for another mail */
    record Taken(String handle) implements Outcome {
        @Override
        public <R> R when(Function<Taken, R> taken, Function<Refused, R> refused, Function<Braked, R> braked) {
            return taken.apply(this);
        }
    }

    /** @param problems by field */
    record Refused(Map<String, FieldProblem> problems) implements Outcome {
        @Override
        public <R> R when(Function<Taken, R> taken, Function<Refused, R> refused, Function<Braked, R> braked) {
            return refused.apply(this);
        }
    }

    /** @param delay until another mail may be asked for */
    record Braked(Duration delay) implements Outcome {
        @Override
        public <R> R when(Function<Taken, R> taken, Function<Refused, R> refused, Function<Braked, R> braked) {
            return braked.apply(this);
        }
    }

    /** @param earlier the handle of a sign-up that this one takes the place of */
    Outcome submit(SignUpForm form, Locale locale, @Nullable String earlier, HttpServletRequest request) {
        Map<String, FieldProblem> problems = rules.problemsOf(form);
        if (!problems.isEmpty()) {
            return new Refused(problems);
        }
        String emailKey = AccountKeys.ofEmail(form.email());
        Optional<Duration> wait = brake.count(emailKey, request);
        if (wait.isPresent()) {
            return new Braked(wait.get());
        }
        PendingSignUp signUp = new PendingSignUp(
                UUID.randomUUID(),
                rules.account(form),
                emailKey,
                passwords.hash(form.password()),
                locale,
                accounts.isEmailTaken(emailKey));
        Keys keys = new Keys(values.generate(), values.generate(), codes.generate());
        boolean added = Boolean.TRUE.equals(transaction.execute(status -> add(signUp, keys, earlier)));
        return added ? new Taken(keys.handle()) : new Refused(Map.of("username", FieldProblem.USERNAME_TAKEN));
    }

    private boolean add(PendingSignUp signUp, Keys keys, @Nullable String earlier) {
        if (earlier != null) {
            pending.forget(earlier);
        }
        boolean added =
                pending.add(signUp, AccountKeys.ofUsername(signUp.account().username()), keys);
        if (added) {
            mails.send(signUp, keys.link(), keys.code());
        }
        return added;
    }

    /** Sends the mail once more, with a new link and a new code. */
    Optional<Duration> sendAgain(PendingSignUp signUp, HttpServletRequest request) {
        Optional<Duration> wait = brake.count(signUp.emailKey(), request);
        if (wait.isEmpty()) {
            String link = values.generate();
            String code = codes.generate();
            transaction.executeWithoutResult(status -> {
                pending.renew(signUp.id(), link, code);
                mails.send(signUp, link, code);
            });
        }
        return wait;
    }
}
