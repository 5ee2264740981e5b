package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletResponse;
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
 * Sets up an authenticator app. A session that owes a factor gets here only if its account has none to show: for everybody else a
 * fresh proof is a second factor.
 */
@Controller
@RequiresFreshFactor(page = TotpSetupController.PATH, recoveryCodeCounts = true)
class TotpSetupController {

    static final String PATH = "/mfa/totp/setup";

    private final TotpEnrolment enrolment;
    private final AfterEnrolment afterEnrolment;
    private final Accounts accounts;
    private final Continuations continuations;

    TotpSetupController(
            TotpEnrolment enrolment, AfterEnrolment afterEnrolment, Accounts accounts, Continuations continuations) {
        this.enrolment = enrolment;
        this.afterEnrolment = afterEnrolment;
        this.accounts = accounts;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed) {
        return page(signedIn, continuations.read(signed), "", null, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        Optional<String> deviceName = DeviceName.of(name);
        if (deviceName.isEmpty()) {
            return page(signedIn, continuation, "", "mfa.problem.name", HttpStatus.BAD_REQUEST);
        }
        return switch (enrolment.confirm(signedIn.session(), deviceName.get(), code)) {
            case ENROLLED ->
                afterEnrolment.goOn(signedIn, Factor.TOTP, continuation, AuthenticatorsController.PATH, response);
            case WRONG -> page(signedIn, continuation, name, "mfa.problem.code", HttpStatus.UNPROCESSABLE_CONTENT);
            case EXPIRED -> page(signedIn, continuation, name, "mfa.problem.setup", HttpStatus.CONFLICT);
            case TOO_MANY -> page(signedIn, continuation, name, "mfa.problem.number", HttpStatus.CONFLICT);
        };
    }

    private ModelAndView page(
            SignedIn signedIn,
            Optional<Continuation> continuation,
            String name,
            @Nullable String problem,
            HttpStatus status) {
        Account account = accounts.findById(signedIn.accountId()).orElseThrow();
        OtpAuthUri uri = enrolment.begin(signedIn.session(), account);
        TotpSetupPage page = new TotpSetupPage(
                uri.issuer(),
                uri.account(),
                QrImage.of(uri.toString()),
                uri.groups(),
                uri.toString(),
                name,
                problem,
                !signedIn.session().hasDemandedFactors(),
                continuation.map(continuations::sign).orElse(null));
        return new ModelAndView("mfa/totp-setup", Map.of("page", page), status);
    }
}
