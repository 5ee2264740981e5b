package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
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

/** The page on which a passkey is made. */
@Controller
@RequiresFreshFactor(page = PasskeysController.NEW)
class PasskeyRegistrationController {

    private final PasskeyRegistration registration;
    private final Accounts accounts;

    PasskeyRegistrationController(PasskeyRegistration registration, Accounts accounts) {
        this.registration = registration;
        this.accounts = accounts;
    }

    @GetMapping(PasskeysController.NEW)
    ModelAndView show(@RequestHeader(name = HttpHeaders.USER_AGENT, required = false) @Nullable String userAgent) {
        return page(PasskeyName.suggestedFor(userAgent), null, HttpStatus.OK);
    }

    @GetMapping(PasskeysController.NEW + "/options")
    ResponseEntity<String> options(SignedIn signedIn) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(registration.options(account(signedIn), PasskeyRegistration.holder(signedIn)));
    }

    @PostMapping(PasskeysController.NEW)
    ModelAndView register(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "") String name) {
        Optional<String> usable = PasskeyName.of(name);
        if (usable.isEmpty()) {
            return page(name, "passkey.problem.name", HttpStatus.BAD_REQUEST);
        }
        PasskeyRegistration.Outcome outcome = registration
                .register(account(signedIn), PasskeyRegistration.holder(signedIn), credential, usable.get())
                .outcome();
        return switch (outcome) {
            case REGISTERED -> PasskeysController.Done.ADDED.seeList();
            case EXPIRED, REFUSED -> page(name, outcome.problemKey(), HttpStatus.BAD_REQUEST);
            case NOT_ADDED -> page(name, outcome.problemKey(), HttpStatus.CONFLICT);
        };
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }

    private static ModelAndView page(String name, @Nullable String problem, HttpStatus status) {
        return new ModelAndView("passkey/new", Map.of("page", new NewPasskeyPage(name, problem)), status);
    }
}
