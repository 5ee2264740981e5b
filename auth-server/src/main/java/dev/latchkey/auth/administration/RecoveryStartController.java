package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.recovery.AccountRecovery;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Where an administrator begins the recovery of somebody's account. The link is on the answer and nowhere else. */
@Controller
@RequestMapping(UsersController.PATH + "/{id}/recovery")
@RequiresFreshFactor
class RecoveryStartController {

    private final Accounts accounts;
    private final AccountAdministration administration;

    RecoveryStartController(Accounts accounts, AccountAdministration administration) {
        this.accounts = accounts;
        this.administration = administration;
    }

    @GetMapping
    ModelAndView confirm(@PathVariable UUID id) {
        return page(found(id), null, HttpStatus.OK);
    }

    /** The name is typed again, so that nobody else is recovered than the person who stands there. */
    @PostMapping
    ModelAndView start(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String confirmation,
            HttpServletResponse response) {
        Account account = found(id);
        if (!confirmation.strip().equals(account.getUsername())) {
            return page(account, "administration.problem.confirmation", HttpStatus.BAD_REQUEST);
        }
        try {
            AccountRecovery.Started started = administration.startRecovery(signedIn.accountId(), account);
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            return view(
                    new RecoveryStartPage(
                            id,
                            account.getUsername(),
                            started.link(),
                            utc(started.opensAt()),
                            utc(started.expiresAt()),
                            null),
                    HttpStatus.OK);
        } catch (RefusedException e) {
            return page(account, e.reason().messageKey(), HttpStatus.CONFLICT);
        }
    }

    private static ModelAndView page(Account account, @Nullable String problem, HttpStatus status) {
        return view(new RecoveryStartPage(account.getId(), account.getUsername(), null, null, null, problem), status);
    }

    private static ModelAndView view(RecoveryStartPage page, HttpStatus status) {
        return new ModelAndView("administration/start-recovery", Map.of("page", page), status);
    }

    private Account found(UUID id) {
        return accounts.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * What the page shows.
     *
     * @param link for the owner, on the one answer on which it is shown
     */
    record RecoveryStartPage(
            UUID id,
            String username,
            @Nullable String link,
            @Nullable OffsetDateTime opensAt,
            @Nullable OffsetDateTime expiresAt,
            @Nullable String problem) {}
}
