package dev.latchkey.auth.developer;

import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.SecretRotation;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Issuer;
import dev.latchkey.auth.web.SeeOther;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The secrets of an application: two may live at once, so that one can be replaced while the other is in use. */
@Controller
class CredentialsController {

    private static final String PATH = ApplicationController.PATH + "/credentials";

    private final ApplicationRegistration registration;
    private final SecretRotation secrets;
    private final Developers developers;
    private final Snippets snippets;
    private final Issuer issuer;

    CredentialsController(
            ApplicationRegistration registration,
            SecretRotation secrets,
            Developers developers,
            Snippets snippets,
            Issuer issuer) {
        this.registration = registration;
        this.secrets = secrets;
        this.developers = developers;
        this.snippets = snippets;
        this.issuer = issuer;
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean revoked) {
        return page(developers.own(signedIn, id), null, null, revoked ? "developer.done.revoked" : null, HttpStatus.OK);
    }

    @RequiresFreshFactor
    @PostMapping(PATH)
    ModelAndView add(SignedIn signedIn, @PathVariable UUID id) {
        Application application = developers.own(signedIn, id);
        developers.requireVerifiedEmail(signedIn);
        Optional<GeneratedSecret> added = registration.addSecret(signedIn.accountId(), application);
        return added.map(secret -> page(application, secret.value(), null, null, HttpStatus.OK))
                .orElseGet(() -> page(application, null, "developer.problem.secrets", null, HttpStatus.CONFLICT));
    }

    @RequiresFreshFactor
    @PostMapping(PATH + "/revoke")
    ModelAndView revoke(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID secret) {
        Application application = developers.own(signedIn, id);
        if (secret == null || !registration.revokeSecret(signedIn.accountId(), application, secret)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No secret of this application");
        }
        return SeeOther.to(ApplicationsController.PATH + "/" + id + "/credentials?revoked=true");
    }

    private ModelAndView page(
            Application application,
            @Nullable String secret,
            @Nullable String problem,
            @Nullable String done,
            HttpStatus status) {
        @Nullable String shown = application.kind().hasSecret() ? (secret == null ? "" : secret) : null;
        CredentialsPage page = new CredentialsPage(
                ApplicationHead.of(application),
                CredentialsPage.rows(secrets.of(application.id())),
                secret,
                issuer.value(),
                snippets.of(application, shown),
                problem,
                done);
        return new ModelAndView("developer/credentials", Map.of("page", page), status);
    }
}
