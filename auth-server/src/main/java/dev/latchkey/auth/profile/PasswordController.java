package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.brake.PasswordGuess;
import dev.latchkey.auth.password.PasswordContext;
import dev.latchkey.auth.password.PasswordRefusal;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.FactorPolicy;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignIn;
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

/**
 * The page for changing the password. The current one is asked for even in a fresh session, and guessing at it is braked like
 * at the sign-in: a browser left open is not the password.
 */
@Controller
@RequiresFreshFactor(page = PasswordController.PATH)
class PasswordController {

    static final String PATH = "/account/password";

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordBrake brake;
    private final PasswordRules rules;
    private final PasswordChange change;
    private final FactorPolicy factors;
    private final SignIn signIn;

    PasswordController(
            Accounts accounts,
            Passwords passwords,
            PasswordBrake brake,
            PasswordRules rules,
            PasswordChange change,
            FactorPolicy factors,
            SignIn signIn) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.brake = brake;
        this.rules = rules;
        this.change = change;
        this.factors = factors;
        this.signIn = signIn;
    }

    /** What has just been done, as the address of the page says it. */
    enum Done {
        CHANGED("profile.password.changed"),
        ADDED("profile.password.added");

        private final String key;

        Done(String key) {
            this.key = key;
        }
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @RequestParam(required = false) @Nullable Done done) {
        Account account = account(signedIn);
        return account.getPasswordHash() == null
                ? SeeOther.to(FirstPasswordController.PATH)
                : page(
                        new PasswordPage(account.getUsername(), null, null, 0, done == null ? null : done.key),
                        HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String currentPassword,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordConfirmation,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language) {
        Account account = account(signedIn);
        if (account.getPasswordHash() == null) {
            return SeeOther.to(FirstPasswordController.PATH);
        }
        // Before the current one is looked at: a new password that is none costs no guess.
        Optional<PasswordRefusal> refusal =
                rules.refusalOf(password, PasswordContext.of(account, factors.hasSecondFactor(account.getId())));
        if (refusal.isPresent()) {
            String problem = refusal.get().problem().messageKey();
            return refused(account, "password", problem, refusal.get().length());
        }
        if (!password.equals(passwordConfirmation)) {
            return refused(account, "passwordConfirmation", "password.problem.different", 0);
        }
        PasswordGuess guess = brake.count(accounts.normalised(account.getUsername()), account.getId(), request);
        return switch (guess.verdict()) {
            case WAIT -> waiting(signedIn, account, guess.waitNow(), response);
            case REFUSE_UNSEEN -> waiting(signedIn, account, guess.waitIfWrong(), response);
            case CHECK -> {
                if (!isRight(account, currentPassword, guess)) {
                    change.wasRefused(signedIn, "WRONG_PASSWORD");
                    yield guess.waitIfWrong().isZero()
                            ? refused(account, "currentPassword", "profile.password.problem.current", 0)
                            : waiting(signedIn, account, guess.waitIfWrong(), response);
                }
                yield changed(signedIn, account, password, request, response, language);
            }
        };
    }

    private boolean isRight(Account account, String typed, PasswordGuess guess) {
        try {
            boolean right = passwords.matches(account, typed);
            if (right) {
                brake.wasRight(guess);
            }
            return right;
        } catch (PasswordChecksBusyException busy) {
            brake.wasNotChecked(guess);
            throw busy;
        }
    }

    /** The browser gets a new secret, and is the one that the account is known to use. */
    private ModelAndView changed(
            SignedIn signedIn,
            Account account,
            String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language) {
        change.change(signedIn, account, password, language);
        signIn.add(signedIn, Factor.PASSWORD, response);
        brake.remember(account.getId(), request, response);
        return SeeOther.to(PATH + "?done=" + Done.CHANGED);
    }

    private ModelAndView waiting(SignedIn signedIn, Account account, Duration wait, HttpServletResponse response) {
        change.wasRefused(signedIn, "WAITING");
        RetryAfter.tell(wait, response);
        return page(
                new PasswordPage(
                        account.getUsername(),
                        "currentPassword",
                        "profile.password.problem.wait",
                        RetryAfter.minutes(wait),
                        null),
                HttpStatus.TOO_MANY_REQUESTS);
    }

    private static ModelAndView refused(Account account, String field, String problem, long number) {
        return page(
                new PasswordPage(account.getUsername(), field, problem, number, null),
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView page(PasswordPage page, HttpStatus status) {
        return new ModelAndView("profile/password", Map.of("page", page), status);
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }
}
