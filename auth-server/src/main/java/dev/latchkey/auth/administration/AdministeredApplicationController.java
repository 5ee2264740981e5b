package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.client.StaleClientException;
import dev.latchkey.auth.client.TakenClientIdException;
import dev.latchkey.auth.client.TooManySecretsException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The page of one application, and what can be done on it. */
@Controller
@RequestMapping(ApplicationsController.PATH)
class AdministeredApplicationController {

    private static final Set<String> DONE = Set.of("settings", "enabled", "disabled", "secret", "withdrawn");

    private final ManagedClients clients;
    private final ApplicationAdministration administration;
    private final ApplicationWithdrawal withdrawal;
    private final ApplicationPages pages;

    AdministeredApplicationController(
            ManagedClients clients,
            ApplicationAdministration administration,
            ApplicationWithdrawal withdrawal,
            ApplicationPages pages) {
        this.clients = clients;
        this.administration = administration;
        this.withdrawal = withdrawal;
        this.pages = pages;
    }

    @GetMapping("/new")
    @RequiresFreshFactor
    ModelAndView form() {
        return form(pages.example(), null, HttpStatus.OK);
    }

    /** The answer shows the secret: it cannot be had again. */
    @PostMapping("/new")
    @RequiresFreshFactor
    ModelAndView register(SignedIn signedIn, @RequestParam(defaultValue = "") String declaration) {
        try {
            NewApplication made = administration.register(Actor.of(signedIn), pages.parse(declaration));
            GeneratedSecret secret = made.secret();
            return secret == null
                    ? done(made.client().id(), "settings")
                    : pages.shown(made.client(), secret, "administration.applications.done.secret");
        } catch (InvalidClientMetadataException e) {
            return form(declaration, e.path() + " " + e.reason(), HttpStatus.BAD_REQUEST);
        } catch (TakenClientIdException e) {
            return form(declaration, "client_id is taken", HttpStatus.CONFLICT);
        }
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done) {
        return pages.shown(found(id), null, DONE.contains(done) ? "administration.applications.done." + done : null);
    }

    /** Where a browser comes back to that had to confirm who it is: what was posted is not posted again. */
    @GetMapping({
        "/{id}/settings",
        "/{id}/policy",
        "/{id}/state",
        "/{id}/secrets",
        "/{id}/secrets/revoke",
        "/{id}/withdraw"
    })
    ModelAndView back(@PathVariable UUID id) {
        return SeeOther.to(address(id));
    }

    @PostMapping("/{id}/settings")
    @RequiresFreshFactor
    ModelAndView settings(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam(defaultValue = "") String declaration) {
        return change(signedIn, id, version, declaration, "settings", present -> pages.parse(declaration));
    }

    @PostMapping("/{id}/policy")
    @RequiresFreshFactor
    ModelAndView policy(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam Map<String, String> form) {
        return change(signedIn, id, version, null, "settings", present -> ApplicationPages.withPolicy(present, form));
    }

    @PostMapping("/{id}/state")
    @RequiresFreshFactor
    ModelAndView state(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam long version, @RequestParam boolean enabled) {
        return change(
                signedIn,
                id,
                version,
                null,
                enabled ? "enabled" : "disabled",
                present -> ApplicationChanges.merged(present, Map.of("enabled", enabled)));
    }

    @PostMapping("/{id}/secrets")
    @RequiresFreshFactor
    ModelAndView addSecret(SignedIn signedIn, @PathVariable UUID id) {
        found(id);
        try {
            GeneratedSecret secret =
                    administration.addSecret(Actor.of(signedIn), id).orElseThrow();
            return pages.shown(found(id), secret, "administration.applications.done.secret");
        } catch (TooManySecretsException e) {
            return pages.problem(
                    found(id), null, "administration.applications.problem.secrets", null, HttpStatus.CONFLICT);
        }
    }

    @PostMapping("/{id}/secrets/revoke")
    @RequiresFreshFactor
    ModelAndView revokeSecret(SignedIn signedIn, @PathVariable UUID id, @RequestParam UUID secret) {
        if (!administration.revokeSecret(Actor.of(signedIn), id, secret)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return done(id, "settings");
    }

    /** Typed again, as deleting is: everybody who uses the application is signed out of it. */
    @PostMapping("/{id}/withdraw")
    @RequiresFreshFactor
    ModelAndView withdraw(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String confirmation) {
        ManagedClient client = found(id);
        if (!confirmation.strip().equals(client.clientId())) {
            return unconfirmed(client);
        }
        withdrawal.withdraw(Actor.of(signedIn), client);
        return done(id, "withdrawn");
    }

    @GetMapping("/{id}/delete")
    ModelAndView aboutDeletion(@PathVariable UUID id) {
        return SeeOther.to(address(found(id).id()));
    }

    @PostMapping("/{id}/delete")
    @RequiresFreshFactor
    ModelAndView delete(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam(defaultValue = "") String confirmation) {
        ManagedClient client = found(id);
        if (!confirmation.strip().equals(client.clientId())) {
            return unconfirmed(client);
        }
        try {
            administration.delete(Actor.of(signedIn), id, version);
            return SeeOther.to(ApplicationsController.PATH + "?done=deleted");
        } catch (StaleClientException e) {
            return stale(client);
        }
    }

    private ModelAndView change(
            SignedIn signedIn, UUID id, long version, @Nullable String typed, String done, ApplicationChange change) {
        ManagedClient client = found(id);
        try {
            administration.change(Actor.of(signedIn), id, version, change);
            return done(id, done);
        } catch (InvalidClientMetadataException e) {
            return pages.problem(
                    client,
                    typed,
                    "administration.applications.problem.settings",
                    e.path() + " " + e.reason(),
                    HttpStatus.BAD_REQUEST);
        } catch (StaleClientException e) {
            return stale(client);
        }
    }

    private ModelAndView unconfirmed(ManagedClient client) {
        return pages.problem(
                client, null, "administration.applications.problem.confirmation", null, HttpStatus.BAD_REQUEST);
    }

    private ModelAndView stale(ManagedClient client) {
        return pages.problem(client, null, "administration.problem.stale", null, HttpStatus.CONFLICT);
    }

    private static ModelAndView form(String declaration, @Nullable String reason, HttpStatus status) {
        return new ModelAndView(
                "administration/new-application", Map.of("page", new NewPage(declaration, reason)), status);
    }

    /** What the page shows on which an application is registered. */
    record NewPage(String declaration, @Nullable String reason) {}

    private ManagedClient found(UUID id) {
        return clients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView done(UUID id, String what) {
        return SeeOther.to(address(id) + "?done=" + what);
    }

    private static String address(UUID id) {
        return ApplicationsController.PATH + "/" + id;
    }
}
