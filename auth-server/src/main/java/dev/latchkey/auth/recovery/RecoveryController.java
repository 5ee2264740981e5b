package dev.latchkey.auth.recovery;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.password.PasswordContext;
import dev.latchkey.auth.password.PasswordRefusal;
import dev.latchkey.auth.password.PasswordRules;
import dev.latchkey.auth.web.SeeOther;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where the two links of a recovery lead: the person's, and the one with which the owner objects. Opening either does nothing. */
@Controller
class RecoveryController {

    static final String PATH = "/recovery";
    static final String CANCEL = PATH + "/cancel";

    private final AccountRecovery recovery;
    private final Accounts accounts;
    private final PasswordRules rules;
    private final Clock clock;

    RecoveryController(AccountRecovery recovery, Accounts accounts, PasswordRules rules, Clock clock) {
        this.recovery = recovery;
        this.accounts = accounts;
        this.rules = rules;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView show(@RequestParam(defaultValue = "") String token) {
        return recovery.find(token)
                .map(found -> page(token, found, null, 0, HttpStatus.OK))
                .orElseGet(RecoveryController::gone);
    }

    @PostMapping(PATH)
    ModelAndView finish(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordConfirmation) {
        Optional<Recovery> found = recovery.find(token);
        if (found.isEmpty()) {
            return gone();
        }
        if (!password.equals(passwordConfirmation)) {
            return page(token, found.get(), "password.problem.different", 0, HttpStatus.BAD_REQUEST);
        }
        Optional<PasswordRefusal> refusal = accounts.findById(found.get().accountId())
                .flatMap(account -> rules.refusalOf(password, PasswordContext.of(account, false)));
        if (refusal.isPresent()) {
            String problem = refusal.get().problem().messageKey();
            return page(token, found.get(), problem, refusal.get().length(), HttpStatus.BAD_REQUEST);
        }
        return recovery.finish(token, password)
                ? SeeOther.to("/login")
                : page(token, found.get(), null, 0, HttpStatus.CONFLICT);
    }

    @GetMapping(CANCEL)
    ModelAndView askToCancel(@RequestParam(defaultValue = "") String token) {
        return recovery.canBeCancelled(token)
                ? view(new RecoveryPage(token, null, null, 0, true), HttpStatus.OK)
                : gone();
    }

    @PostMapping(CANCEL)
    ModelAndView cancel(@RequestParam(defaultValue = "") String token) {
        return recovery.cancel(token) ? SeeOther.to("/login") : gone();
    }

    private ModelAndView page(String token, Recovery found, @Nullable String problem, int length, HttpStatus status) {
        boolean waits = found.opensAt().isAfter(clock.instant());
        return view(
                new RecoveryPage(token, waits ? found.opensAt().atZone(ZoneId.of("UTC")) : null, problem, length, false),
                status);
    }

    private static ModelAndView gone() {
        return view(new RecoveryPage(null, null, null, 0, false), HttpStatus.GONE);
    }

    private static ModelAndView view(RecoveryPage page, HttpStatus status) {
        return new ModelAndView("recovery/recovery", Map.of("page", page), status);
    }
}
