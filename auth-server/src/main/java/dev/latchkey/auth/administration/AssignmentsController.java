package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.account.Roles;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.launch.Assignments;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** For whom the launcher shows an application. */
@Controller
class AssignmentsController {

    private static final String PATH = ApplicationsController.PATH + "/{id}/launcher";

    private final ManagedClients clients;
    private final Assignments assignments;
    private final ApplicationAssignments assigning;
    private final Roles roles;

    AssignmentsController(
            ManagedClients clients, Assignments assignments, ApplicationAssignments assigning, Roles roles) {
        this.clients = clients;
        this.assignments = assignments;
        this.assigning = assigning;
        this.roles = roles;
    }

    /**
     * What the page shows.
     *
     * @param launchable whether the application says where its sign-in begins
     * @param problem the field that is wrong, or null
     */
    record AssignmentsPage(
            UUID id,
            String name,
            boolean launchable,
            boolean trusted,
            List<String> roles,
            List<String> chosen,
            String accounts,
            @Nullable String problem,
            boolean done) {}

    @GetMapping(PATH)
    ModelAndView show(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean saved) {
        Assignments.Assigned assigned = assignments.of(id);
        return page(found(id), assigned.roles(), String.join("\n", assigned.accounts()), null, saved, HttpStatus.OK);
    }

    @PostMapping(PATH)
    @RequiresFreshFactor
    ModelAndView assign(SignedIn signedIn, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> form) {
        ManagedClient client = found(id);
        List<String> chosen = form.getOrDefault("role", List.of());
        String accounts = form.getOrDefault("accounts", List.of("")).get(0);
        try {
            assigning.assign(signedIn.accountId(), client, chosen, accounts);
        } catch (InvalidRequestException invalid) {
            return page(client, chosen, accounts, invalid.problems().get(0).field(), false, HttpStatus.BAD_REQUEST);
        }
        return SeeOther.to(ApplicationsController.PATH + "/" + id + "/launcher?saved=true");
    }

    private ModelAndView page(
            ManagedClient client,
            List<String> chosen,
            String accounts,
            @Nullable String problem,
            boolean done,
            HttpStatus status) {
        AssignmentsPage page = new AssignmentsPage(
                client.id(),
                client.name(),
                client.settings().metadata().get("initiate_login_uri") != null,
                client.settings().trusted(),
                roles.all().stream().map(Role::name).toList(),
                chosen,
                accounts,
                problem,
                done);
        return new ModelAndView("administration/launcher", Map.of("page", page), status);
    }

    private ManagedClient found(UUID id) {
        return clients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
