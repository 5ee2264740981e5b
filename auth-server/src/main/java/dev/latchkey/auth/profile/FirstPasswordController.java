package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.brake.MailBrake;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.brake.PasswordGuess;
import dev.latchkey.auth.password.PasswordContext;
import dev.latchkey.auth.password.PasswordRefusal;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.session.DirectoryPasswords;
import dev.latchkey.auth.session.FactorPolicy;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which somebody who has no password adds one, as whoever has come from another site or by a directory. */
@Controller
@RequiresFreshFactor(page = FirstPasswordController.PATH)
class FirstPasswordController {

    static final String PATH = PasswordController.PATH + "/new";

    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordChange change;
    private final FirstPasswordCode code;
    private final PasswordBrake brake;
    private final MailBrake mailBrake;
    private final FactorPolicy factors;
    private final DirectoryPasswords directory;

    FirstPasswordController(
            Accounts accounts,
            PasswordRules rules,
            PasswordChange change,
            FirstPasswordCode code,
            PasswordBrake brake,
            MailBrake mailBrake,
            FactorPolicy factors,
            DirectoryPasswords directory) {
        this.accounts = accounts;
        this.rules = rules;
        this.change = change;
        this.code = code;
        this.brake = brake;
        this.mailBrake = mailBrake;
        this.factors = factors;
        this.directory = directory;
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @RequestParam(defaultValue = "false") boolean mailed) {
        Account account = account(signedIn);
        return hasPassword(account) ? elsewhere() : page(account, mailed, null, null, 0, HttpStatus.OK);
    }

    @PostMapping(PATH + "/code")
    ModelAndView mail(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response, Locale language) {
        Account account = account(signedIn);
        if (hasPassword(account)) {
            return elsewhere();
        }
        Optional<Duration> wait = mailBrake.count(AccountKeys.ofEmail(account.getEmail()), request);
        if (wait.isPresent()) {
            return waiting(account, "profile.password.problem.mails", wait.get(), response);
        }
        change.mailCode(account, code.of(signedIn.session().id(), account), language);
        return SeeOther.to(PATH + "?mailed=true");
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(name = "code", defaultValue = "") String typed,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordConfirmation,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language) {
        Account account = account(signedIn);
        if (hasPassword(account)) {
            return elsewhere();
        }
        // Before the code is looked at: a new password that is none costs no guess.
        Optional<PasswordRefusal> refusal =
                rules.refusalOf(password, PasswordContext.of(account, factors.hasSecondFactor(account.getId())));
        if (refusal.isPresent()) {
            return refused(
                    account,
                    "password",
                    refusal.get().problem().messageKey(),
                    refusal.get().length());
        }
        if (!password.equals(passwordConfirmation)) {
            return refused(account, "passwordConfirmation", "password.problem.different", 0);
        }
        PasswordGuess guess = brake.count(accounts.normalised(account.getUsername()), account.getId(), request);
        return switch (guess.verdict()) {
            case WAIT -> waiting(account, "profile.password.problem.wait", guess.waitNow(), response);
            case REFUSE_UNSEEN -> waiting(account, "profile.password.problem.wait", guess.waitIfWrong(), response);
            case CHECK -> {
                if (!code.matches(signedIn.session().id(), account, typed)) {
                    change.wasRefused(signedIn, "WRONG_CODE");
                    yield guess.waitIfWrong().isZero()
                            ? refused(account, "code", "profile.password.problem.code", 0)
                            : waiting(account, "profile.password.problem.wait", guess.waitIfWrong(), response);
                }
                brake.wasNotChecked(guess); // given back, and nothing that was guessed before is forgiven
                boolean added = change.add(signedIn, account, password, language);
                if (added) {
                    brake.remember(account.getId(), request, response);
                }
                yield added
                        ? SeeOther.to(PasswordController.PATH + "?done=" + PasswordController.Done.ADDED)
                        : elsewhere();
            }
        };
    }

    /** Where a password is changed, as there is one. */
    private static ModelAndView elsewhere() {
        return SeeOther.to(PasswordController.PATH);
    }

    private ModelAndView waiting(Account account, String problem, Duration wait, HttpServletResponse response) {
        RetryAfter.tell(wait, response);
        return page(account, false, null, problem, RetryAfter.minutes(wait), HttpStatus.TOO_MANY_REQUESTS);
    }

    private ModelAndView refused(Account account, String field, String problem, long number) {
        return page(account, false, field, problem, number, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView page(
            Account account,
            boolean mailed,
            @Nullable String field,
            @Nullable String problem,
            long number,
            HttpStatus status) {
        FirstPasswordPage page = new FirstPasswordPage(
                account.getUsername(),
                account.getEmail(),
                directory.placeOf(account.getId()).orElse(null),
                mailed,
                field,
                problem,
                number);
        return new ModelAndView("profile/first-password", Map.of("page", page), status);
    }

    private static boolean hasPassword(Account account) {
        return account.getPasswordHash() != null;
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }
}
