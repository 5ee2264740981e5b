package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.requestlog.RequestOverview;
import dev.latchkey.auth.requestlog.RequestOverviews;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.TimeZones;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** What was refused of an application: for those that the operator declared, administrators are who answers for them. */
@Controller
class RefusedRequestsController {

    private final ManagedClients clients;
    private final RequestOverviews overviews;
    private final TimeZones zones;

    RefusedRequestsController(ManagedClients clients, RequestOverviews overviews, TimeZones zones) {
        this.clients = clients;
        this.overviews = overviews;
        this.zones = zones;
    }

    /** What the page shows. */
    record RequestsPage(UUID id, String name, RequestOverview overview) {}

    @GetMapping(ApplicationsController.PATH + "/{id}/requests")
    ModelAndView show(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String request,
            @RequestParam(defaultValue = "1") int page) {
        ManagedClient client = clients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        RequestsPage shown = new RequestsPage(
                id, client.name(), overviews.of(id, request.strip(), page, zones.of(signedIn.accountId())));
        return new ModelAndView("administration/requests", Map.of("page", shown));
    }
}
