package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.mfa.AfterEnrolment;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Makes a passkey on the way through a sign-in that needs a second factor. A session that owes one gets here only if its account
 * has none to show: for everybody else a fresh proof is a second factor.
 */
@Controller
@RequiresFreshFactor(page = PasskeySetupController.PATH, recoveryCodeCounts = true)
class PasskeySetupController {

    static final String PATH = "/mfa/passkey/setup";

    private final PasskeyRegistration registration;
    private final AfterEnrolment afterEnrolment;
    private final Accounts accounts;
    private final Continuations continuations;

    PasskeySetupController(
            PasskeyRegistration registration,
            AfterEnrolment afterEnrolment,
            Accounts accounts,
            Continuations continuations) {
        this.registration = registration;
        this.afterEnrolment = afterEnrolment;
        this.accounts = accounts;
        this.continuations = continuations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            @RequestHeader(name = HttpHeaders.USER_AGENT, required = false) @Nullable String userAgent) {
        return page(signedIn, continuations.read(signed), PasskeyName.suggestedFor(userAgent), null, HttpStatus.OK);
    }

    @GetMapping(PATH + "/options")
    ResponseEntity<String> options(SignedIn signedIn) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(registration.options(account(signedIn), PasskeyRegistration.holder(signedIn)));
    }

    @PostMapping(PATH)
    ModelAndView register(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        Optional<String> usable = PasskeyName.of(name);
        if (usable.isEmpty()) {
            return page(signedIn, continuation, name, "passkey.problem.name", HttpStatus.BAD_REQUEST);
        }
        PasskeyRegistration.Result result = registration.register(
                account(signedIn), PasskeyRegistration.holder(signedIn), credential, usable.get());
        return result.passkey()
                // It was touched, and is counted as no more than that.
                .map(made -> afterEnrolment.goOn(
                        signedIn,
                        new ShownPasskey(made, false).factor(),
                        continuation,
                        PasskeysController.Done.ADDED.list(),
                        response))
                .orElseGet(() -> page(
                        signedIn, continuation, name, result.outcome().problemKey(), HttpStatus.UNPROCESSABLE_CONTENT));
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }

    private ModelAndView page(
            SignedIn signedIn,
            Optional<Continuation> continuation,
            String name,
            @Nullable String problem,
            HttpStatus status) {
        PasskeySetupPage page = new PasskeySetupPage(
                account(signedIn).getUsername(),
                name,
                problem,
                !signedIn.isComplete(),
                continuation.map(continuations::sign).orElse(null));
        return new ModelAndView("passkey/setup", Map.of("page", page), status);
    }
}
