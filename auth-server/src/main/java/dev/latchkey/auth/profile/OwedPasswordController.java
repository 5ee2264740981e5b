package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.password.PasswordContext;
import dev.latchkey.auth.password.PasswordRefusal;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.profile.OwedPasswordPage.Problem;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.FactorPolicy;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** The page between a sign-in with a password that others know and everything else: a new password. */
@Controller
@RequiresFreshFactor(page = SignIn.NEW_PASSWORD)
class OwedPasswordController {

    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordChange change;
    private final PasswordBrake brake;
    private final FactorPolicy factors;
    private final SignIn signIn;
    private final Continuations continuations;

    OwedPasswordController(
            Accounts accounts,
            PasswordRules rules,
            PasswordChange change,
            PasswordBrake brake,
            FactorPolicy factors,
            SignIn signIn,
            Continuations continuations) {
        this.accounts = accounts;
        this.rules = rules;
        this.change = change;
        this.brake = brake;
        this.factors = factors;
        this.signIn = signIn;
        this.continuations = continuations;
    }

    @GetMapping(SignIn.NEW_PASSWORD)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        Optional<Continuation> continuation = continuations.read(signed);
        return isOwed(signedIn)
                ? page(account(signedIn), null, null, continuation, HttpStatus.OK)
                : SeeOther.to(continuations.resume(continuation));
    }

    /** The current password is not asked for again: this session has just shown it, and can do nothing else. */
    @PostMapping(SignIn.NEW_PASSWORD)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordConfirmation,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language) {
        Optional<Continuation> continuation = continuations.read(signed);
        if (!isOwed(signedIn)) {
            return SeeOther.to(continuations.resume(continuation));
        }
        Account account = account(signedIn);
        @Nullable
        Problem refused = rules.refusalOf(
                        password, PasswordContext.of(account, factors.hasSecondFactor(account.getId())))
                .map(OwedPasswordController::problem)
                .orElse(null);
        @Nullable
        Problem different = password.equals(passwordConfirmation) ? null : new Problem("password.problem.different", 0);
        if (refused != null || different != null) {
            return page(account, refused, different, continuation, HttpStatus.BAD_REQUEST);
        }
        change.change(signedIn, account, password, language);
        signIn.add(signedIn, Factor.PASSWORD, response);
        brake.remember(account.getId(), request, response);
        return SeeOther.to(continuations.resume(continuation));
    }

    /** Not before the factors: whoever has a password alone must not change it. */
    private static boolean isOwed(SignedIn signedIn) {
        return signedIn.session().hasDemandedFactors() && signedIn.session().passwordOwed();
    }

    private ModelAndView page(
            Account account,
            @Nullable Problem password,
            @Nullable Problem confirmation,
            Optional<Continuation> continuation,
            HttpStatus status) {
        OwedPasswordPage page = new OwedPasswordPage(
                account.getUsername(),
                rules.shortest(factors.hasSecondFactor(account.getId())),
                password,
                confirmation,
                continuation.map(continuations::sign).orElse(null));
        return new ModelAndView("profile/owed-password", Map.of("page", page), status);
    }

    private static Problem problem(PasswordRefusal refusal) {
        return new Problem(refusal.problem().messageKey(), refusal.length());
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }
}
