package dev.latchkey.auth.consent;

import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import dev.latchkey.auth.web.TimeZones;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The pages on which people see who has access to their account, and take it back. */
@Controller
class ConnectedApplicationsController {

    static final String PATH = "/account/applications";

    private static final int PAGE_SIZE = 20;
    private static final int LAST_PAGE = 1000;
    private static final int ACCESSES = 20;
    private static final int LONGEST_SEARCH = 100;

    private final ConnectedApplications applications;
    private final ConnectedScopes scopes;
    private final ConnectedAccesses accesses;
    private final ApplicationProfiles profiles;
    private final ConsentWords words;
    private final TimeZones zones;

    ConnectedApplicationsController(
            ConnectedApplications applications,
            ConnectedScopes scopes,
            ConnectedAccesses accesses,
            ApplicationProfiles profiles,
            ConsentWords words,
            TimeZones zones) {
        this.applications = applications;
        this.scopes = scopes;
        this.accesses = accesses;
        this.profiles = profiles;
        this.words = words;
        this.zones = zones;
    }

    @GetMapping(PATH)
    ModelAndView list(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "") String done,
            Locale language) {
        int number = Math.min(Math.max(page, 1), LAST_PAGE);
        String searched =
                search.substring(0, Math.min(search.length(), LONGEST_SEARCH)).strip();
        ConnectedApplications.Found found =
                applications.of(signedIn.accountId(), searched, (number - 1) * PAGE_SIZE, PAGE_SIZE);
        return new ModelAndView(
                "consent/connected-applications",
                Map.of(
                        "page",
                        new ConnectedApplicationsPage(
                                describe(signedIn.accountId(), found.connections(), language),
                                searched,
                                found.total(),
                                number > 1 ? number - 1 : null,
                                number * PAGE_SIZE < found.total() ? number + 1 : null,
                                doneKey(done))));
    }

    @GetMapping(PATH + "/details")
    ModelAndView show(
            SignedIn signedIn, @RequestParam(name = "client_id", defaultValue = "") String clientId, Locale language) {
        UUID account = signedIn.accountId();
        ConnectedApplications.Connection connection =
                applications.find(account, clientId).orElseThrow(ConnectedApplicationsController::notConnected);
        ConnectedAccesses.Found found = accesses.of(account, connection.id(), ACCESSES, zones.of(account));
        return new ModelAndView(
                "consent/connected-application",
                Map.of(
                        "page",
                        new ConnectedApplicationPage(
                                describe(account, List.of(connection), language).get(0),
                                found.accesses(),
                                found.total() - found.accesses().size())));
    }

    @PostMapping(PATH + "/remove")
    ModelAndView remove(SignedIn signedIn, @RequestParam(name = "client_id", defaultValue = "") String clientId) {
        if (!applications.disconnect(signedIn.accountId(), clientId)) {
            throw notConnected();
        }
        return SeeOther.to(PATH + "?done=one");
    }

    @PostMapping(PATH + "/remove-all")
    ModelAndView removeAll(SignedIn signedIn) {
        applications.disconnectAll(signedIn.accountId());
        return SeeOther.to(PATH + "?done=all");
    }

    private static @Nullable String doneKey(String done) {
        return switch (done) {
            case "one" -> "applications.removed";
            case "all" -> "applications.removed.all";
            default -> null;
        };
    }

    private List<ConnectedApplication> describe(
            UUID account, List<ConnectedApplications.Connection> connections, Locale language) {
        List<UUID> ids =
                connections.stream().map(ConnectedApplications.Connection::id).toList();
        Map<UUID, ApplicationProfile> known = profiles.of(ids);
        Map<UUID, Map<String, Set<String>>> allowed = scopes.of(account, ids);
        return connections.stream()
                .map(connection -> new ConnectedApplication(
                        connection.clientId(),
                        connection.name(),
                        known.getOrDefault(connection.id(), ApplicationProfile.OF_NOBODY_KNOWN),
                        connection.clientUri(),
                        connection.trusted(),
                        connection.enabled(),
                        connection.since(),
                        connection.lastUsed(),
                        words.groups(allowed.getOrDefault(connection.id(), Map.of()), language)))
                .toList();
    }

    private static ResponseStatusException notConnected() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "This application has no access to the account");
    }
}
