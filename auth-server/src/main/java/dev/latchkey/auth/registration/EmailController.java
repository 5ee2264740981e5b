package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountKeys;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.mail.Mail;
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

/** The page on which people give another e-mail address. */
@Controller
@RequiresFreshFactor(page = EmailController.PATH)
class EmailController {

    static final String PATH = "/account/email";

    private final Accounts accounts;
    private final EmailChange change;

    EmailController(Accounts accounts, EmailChange change) {
        this.accounts = accounts;
        this.change = change;
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @RequestParam(defaultValue = "false") boolean sent) {
        return page(signedIn, "", null, Duration.ZERO, sent, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView ask(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String email,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        String typed = email.strip();
        if (!isAddress(typed)) {
            return page(
                    signedIn,
                    typed,
                    "registration.problem.email.invalid",
                    Duration.ZERO,
                    false,
                    HttpStatus.BAD_REQUEST);
        }
        if (typed.equals(account(signedIn).getEmail())) {
            return page(
                    signedIn, typed, "registration.problem.email.same", Duration.ZERO, false, HttpStatus.BAD_REQUEST);
        }
        Optional<Duration> wait = change.ask(signedIn.accountId(), typed, locale, request);
        if (wait.isPresent()) {
            RetryAfter.tell(wait.get(), response);
            return page(signedIn, typed, null, wait.get(), false, HttpStatus.TOO_MANY_REQUESTS);
        }
        return SeeOther.to(PATH + "?sent=true");
    }

    private static boolean isAddress(String typed) {
        try {
            AccountKeys.ofEmail(typed);
            return Mail.canReach(typed);
        } catch (InvalidAccountException noAddress) {
            return false;
        }
    }

    private ModelAndView page(
            SignedIn signedIn, String typed, @Nullable String problem, Duration wait, boolean sent, HttpStatus status) {
        Account account = account(signedIn);
        EmailPage page = new EmailPage(
                account.getEmail(), account.isEmailVerified(), typed, problem, RetryAfter.minutes(wait), sent);
        return new ModelAndView("registration/email", Map.of("page", page), status);
    }

    private Account account(SignedIn signedIn) {
        return accounts.findById(signedIn.accountId()).orElseThrow();
    }
}
