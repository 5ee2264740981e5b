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
    private final ApplicationKeys keys;
    private final Developers developers;
    private final Snippets snippets;
    private final Issuer issuer;

    CredentialsController(
            ApplicationRegistration registration,
            SecretRotation secrets,
            ApplicationKeys keys,
            Developers developers,
            Snippets snippets,
            Issuer issuer) {
        this.registration = registration;
        this.secrets = secrets;
        this.keys = keys;
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
        return SeeOther.to(OwnApplicationsController.PATH + "/" + id + "/credentials?revoked=true");
    }

    /** For a browser that was sent to show a factor first. */
    @GetMapping({PATH + "/keys", PATH + "/keys/drop"})
    ModelAndView back(SignedIn signedIn, @PathVariable UUID id) {
        return seeAgain(developers.own(signedIn, id));
    }

    @RequiresFreshFactor
    @PostMapping(PATH + "/keys")
    ModelAndView useKeys(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String jwks,
            @RequestParam(name = "jwks_uri", defaultValue = "") String jwksUri) {
        Application application = confidential(signedIn, id);
        try {
            keys.use(signedIn.accountId(), application, jwks.strip(), jwksUri.strip());
        } catch (InvalidApplicationException invalid) {
            return page(
                    application,
                    null,
                    invalid.problem().messageKey(),
                    null,
                    new CredentialsPage.Keys(application.usesKeys(), jwks, jwksUri),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return seeAgain(application);
    }

    @RequiresFreshFactor
    @PostMapping(PATH + "/keys/drop")
    ModelAndView dropKeys(SignedIn signedIn, @PathVariable UUID id) {
        Application application = confidential(signedIn, id);
        keys.drop(signedIn.accountId(), application);
        return seeAgain(application);
    }

    /** What cannot keep a secret cannot keep a private key either. */
    private Application confidential(SignedIn signedIn, UUID id) {
        Application application = developers.own(signedIn, id);
        developers.requireVerifiedEmail(signedIn);
        if (!application.kind().hasSecret()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "An application of this kind keeps no keys");
        }
        return application;
    }

    private static ModelAndView seeAgain(Application application) {
        return SeeOther.to(OwnApplicationsController.PATH + "/" + application.id() + "/credentials");
    }

    private ModelAndView page(
            Application application,
            @Nullable String secret,
            @Nullable String problem,
            @Nullable String done,
            HttpStatus status) {
        return page(application, secret, problem, done, CredentialsPage.Keys.of(application), status);
    }

    private ModelAndView page(
            Application application,
            @Nullable String secret,
            @Nullable String problem,
            @Nullable String done,
            CredentialsPage.Keys publicKeys,
            HttpStatus status) {
        @Nullable String shown = application.kind().hasSecret() ? (secret == null ? "" : secret) : null;
        CredentialsPage page = new CredentialsPage(
                ApplicationHead.of(application),
                CredentialsPage.rows(secrets.of(application.id())),
                secret,
                publicKeys,
                issuer.value(),
                snippets.of(application, shown),
                problem,
                done);
        return new ModelAndView("developer/credentials", Map.of("page", page), status);
    }
}
