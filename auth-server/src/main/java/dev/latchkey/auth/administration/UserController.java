package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountDetails;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.InvalidAccountException;
import dev.latchkey.auth.account.LastAdministratorException;
import dev.latchkey.auth.account.StaleAccountException;
import dev.latchkey.auth.account.TakenException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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

/** The page of one account, and what can be done on it. */
@Controller
@RequestMapping(UsersController.PATH + "/{id}")
class UserController {

    private static final Set<String> DONE =
            Set.of("invited", "profile", "roles", "disabled", "enabled", "sessions", "reset", "invitation");

    private final Accounts accounts;
    private final AccountAdministration administration;
    private final UserPages pages;

    UserController(Accounts accounts, AccountAdministration administration, UserPages pages) {
        this.accounts = accounts;
        this.administration = administration;
        this.pages = pages;
    }

    @GetMapping
    ModelAndView show(SignedIn reader, @PathVariable UUID id, @RequestParam(defaultValue = "") String done) {
        return page(reader, id, null, null, DONE.contains(done) ? "administration.done." + done : null, HttpStatus.OK);
    }

    /** Where a browser comes back to that had to confirm who it is: what was posted is not posted again. */
    @GetMapping({"/profile", "/roles", "/disable", "/enable", "/end-sessions", "/reset", "/invitation"})
    ModelAndView back(@PathVariable UUID id) {
        return SeeOther.to(address(id));
    }

    @PostMapping("/profile")
    @RequiresFreshFactor
    ModelAndView profile(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String birthdate) {
        UserPage.Profile typed = new UserPage.Profile(username.strip(), email.strip(), name.strip(), birthdate.strip());
        return change(
                signedIn,
                id,
                version,
                typed,
                "profile",
                details -> details.withProfile(typed.username(), typed.email(), typed.name(), date(typed.birthdate())));
    }

    @PostMapping("/roles")
    @RequiresFreshFactor
    ModelAndView roles(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam(defaultValue = "") Set<String> role) {
        return change(signedIn, id, version, null, "roles", details -> details.withRoles(role));
    }

    @PostMapping("/disable")
    @RequiresFreshFactor
    ModelAndView disable(SignedIn signedIn, @PathVariable UUID id, @RequestParam long version) {
        return change(signedIn, id, version, null, "disabled", details -> details.withEnabled(false));
    }

    @PostMapping("/enable")
    @RequiresFreshFactor
    ModelAndView enable(SignedIn signedIn, @PathVariable UUID id, @RequestParam long version) {
        return change(signedIn, id, version, null, "enabled", details -> details.withEnabled(true));
    }

    @PostMapping("/end-sessions")
    @RequiresFreshFactor
    ModelAndView endSessions(SignedIn signedIn, @PathVariable UUID id) {
        administration.endSessions(Actor.of(signedIn), found(id));
        return done(id, "sessions");
    }

    @PostMapping("/reset")
    @RequiresFreshFactor
    ModelAndView startReset(SignedIn signedIn, @PathVariable UUID id, HttpServletResponse response) {
        try {
            administration.startReset(Actor.of(signedIn), found(id));
            return done(id, "reset");
        } catch (TooManyLinksException e) {
            return tooMany(signedIn, id, e, response);
        }
    }

    @PostMapping("/invitation")
    @RequiresFreshFactor
    ModelAndView inviteAgain(SignedIn signedIn, @PathVariable UUID id, HttpServletResponse response) {
        try {
            return administration.inviteAgain(Actor.of(signedIn), found(id))
                    ? done(id, "invitation")
                    : problem(signedIn, id, null, "administration.problem.accepted", HttpStatus.CONFLICT);
        } catch (TooManyLinksException e) {
            return tooMany(signedIn, id, e, response);
        }
    }

    @GetMapping("/delete")
    @RequiresFreshFactor
    ModelAndView confirmDeletion(@PathVariable UUID id) {
        return deletion(found(id), null, HttpStatus.OK);
    }

    /** The name is typed again, so that no other account is deleted than the one that is meant. */
    @PostMapping("/delete")
    @RequiresFreshFactor
    ModelAndView delete(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam(defaultValue = "") String confirmation) {
        Account account = found(id);
        if (!confirmation.strip().equals(account.getUsername())) {
            return deletion(account, "administration.problem.confirmation", HttpStatus.BAD_REQUEST);
        }
        try {
            administration.delete(Actor.of(signedIn), id, version);
            return SeeOther.to(UsersController.PATH + "?done=deleted");
        } catch (LastAdministratorException e) {
            return deletion(account, "administration.problem.last", HttpStatus.CONFLICT);
        } catch (StaleAccountException e) {
            return deletion(found(id), "administration.problem.stale", HttpStatus.CONFLICT);
        }
    }

    private ModelAndView change(
            SignedIn signedIn,
            UUID id,
            long version,
            UserPage.@Nullable Profile typed,
            String done,
            UnaryOperator<AccountDetails> change) {
        try {
            if (administration.change(Actor.of(signedIn), id, version, change).isEmpty()) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            return done(id, done);
        } catch (InvalidAccountException e) {
            return problem(signedIn, id, typed, "administration.problem." + e.field(), HttpStatus.BAD_REQUEST);
        } catch (InvalidRequestException e) {
            return problem(signedIn, id, typed, "administration.problem.birthdate", HttpStatus.BAD_REQUEST);
        } catch (TakenException e) {
            return problem(signedIn, id, typed, "administration.problem.taken." + e.field(), HttpStatus.CONFLICT);
        } catch (StaleAccountException e) {
            return problem(signedIn, id, null, "administration.problem.stale", HttpStatus.CONFLICT);
        } catch (LastAdministratorException e) {
            return problem(signedIn, id, null, "administration.problem.last", HttpStatus.CONFLICT);
        } catch (RefusedException e) {
            return problem(signedIn, id, null, e.reason().messageKey(), HttpStatus.FORBIDDEN);
        }
    }

    private ModelAndView tooMany(SignedIn reader, UUID id, TooManyLinksException e, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter()));
        return problem(reader, id, null, "administration.problem.mails", HttpStatus.TOO_MANY_REQUESTS);
    }

    private ModelAndView problem(
            SignedIn reader, UUID id, UserPage.@Nullable Profile typed, String problem, HttpStatus status) {
        return page(reader, id, typed, problem, null, status);
    }

    private ModelAndView page(
            SignedIn reader,
            UUID id,
            UserPage.@Nullable Profile typed,
            @Nullable String problem,
            @Nullable String done,
            HttpStatus status) {
        UserPage page = pages.of(id, reader.accountId(), typed, problem, done)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new ModelAndView("administration/user", Map.of("page", page), status);
    }

    private static ModelAndView deletion(Account account, @Nullable String problem, HttpStatus status) {
        return new ModelAndView(
                "administration/delete",
                Map.of("page", new DeletionPage(account.getId(), account.getVersion(), account.getUsername(), problem)),
                status);
    }

    /** What the page shows on which a deletion is confirmed. */
    record DeletionPage(
            UUID id,
            long version,
            String username,
            @Nullable String problem) {}

    private Account found(UUID id) {
        return accounts.findById(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView done(UUID id, String what) {
        return SeeOther.to(address(id) + "?done=" + what);
    }

    private static String address(UUID id) {
        return UsersController.PATH + "/" + id;
    }

    private static @Nullable LocalDate date(String typed) {
        try {
            return typed.isEmpty() ? null : LocalDate.parse(typed);
        } catch (DateTimeException e) {
            throw new InvalidRequestException("birthdate", "is no date");
        }
    }
}
