package dev.latchkey.auth.developer;

import dev.latchkey.auth.requestlog.RefusedRequest;
import dev.latchkey.auth.requestlog.RefusedRequests;
import dev.latchkey.auth.requestlog.RequestOverview;
import dev.latchkey.auth.requestlog.RequestOverviews;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
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

/** What an application asked for in the last days and did not get, and why. */
@Controller
class RequestsController {

    private static final String PATH = ApplicationController.PATH + "/requests";

    private final Developers developers;
    private final RefusedRequests requests;
    private final RequestOverviews overviews;
    private final TimeZones zones;

    RequestsController(Developers developers, RefusedRequests requests, RequestOverviews overviews, TimeZones zones) {
        this.developers = developers;
        this.requests = requests;
        this.overviews = overviews;
        this.zones = zones;
    }

    /** What the page shows. */
    record RequestsPage(ApplicationHead head, RequestOverview overview) {}

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String request,
            @RequestParam(defaultValue = "1") int page) {
        Application application = developers.own(signedIn, id);
        RequestOverview overview =
                overviews.of(application.id(), request.strip(), page, zones.of(signedIn.accountId()));
        return new ModelAndView(
                "developer/requests", Map.of("page", new RequestsPage(ApplicationHead.of(application), overview)));
    }

    /** From the page that an error leads to: to the same refusal in the portal, for whose application it was. */
    @GetMapping("/developer/requests")
    ModelAndView find(SignedIn signedIn, @RequestParam(name = "request", defaultValue = "") String refusal) {
        Application application = requests.find(refusal)
                .map(RefusedRequest::client)
                .map(client -> developers.own(signedIn, client))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such refusal"));
        return SeeOther.to(OwnApplicationsController.PATH + "/" + application.id() + "/requests?request=" + refusal);
    }
}
