package dev.latchkey.auth.consent;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people see who has access to their account, and take it back. */
@Controller
class ConnectedApplicationsController {

    static final String PATH = "/account/applications";

    private final ConnectedApplications applications;
    private final Scopes scopes;
    private final MessageSource messages;

    ConnectedApplicationsController(ConnectedApplications applications, Scopes scopes, MessageSource messages) {
        this.applications = applications;
        this.scopes = scopes;
        this.messages = messages;
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @RequestParam(defaultValue = "false") boolean removed, Locale language) {
        List<ConnectedApplication> connected = applications.of(signedIn.accountId()).stream()
                .map(connection -> describe(connection, language))
                .toList();
        return new ModelAndView(
                "consent/connected-applications", Map.of("page", new ConnectedApplicationsPage(connected, removed)));
    }

    @PostMapping(PATH + "/remove")
    ModelAndView remove(SignedIn signedIn, @RequestParam(name = "client_id", defaultValue = "") String clientId) {
        if (!applications.disconnect(signedIn.accountId(), clientId)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This application has no access to the account");
        }
        return SeeOther.to(PATH + "?removed=true");
    }

    private ConnectedApplication describe(ConnectedApplications.Connection connection, Locale language) {
        Client client = connection.client();
        return new ConnectedApplication(
                client.clientId(),
                client.name(),
                client.clientUri(),
                client.trusted(),
                connection.since(),
                connection.lastUsed(),
                connection.scopes().stream()
                        .map(scopes::byName)
                        .flatMap(Optional::stream)
                        .map(scope -> ConsentScope.of(scope, messages, language))
                        .toList());
    }
}
