package dev.latchkey.auth.administration;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.ClientLogos;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.image.Logo;
import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.image.RefusedImageException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The logo of an application as an administrator gives it. */
@Controller
class ApplicationLogosController {

    private static final String PATH = ApplicationsController.PATH + "/{id}/logo";

    private final ManagedClients clients;
    private final Logos logos;
    private final ClientLogos kept;
    private final ApplicationPages pages;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    ApplicationLogosController(
            ManagedClients clients,
            Logos logos,
            ClientLogos kept,
            ApplicationPages pages,
            AuditTrail trail,
            TransactionTemplate transaction) {
        this.clients = clients;
        this.logos = logos;
        this.kept = kept;
        this.pages = pages;
        this.trail = trail;
        this.transaction = transaction;
    }

    @GetMapping({PATH, PATH + "/remove"})
    ModelAndView back(@PathVariable UUID id) {
        return done(found(id));
    }

    @PostMapping(PATH)
    @RequiresFreshFactor
    ModelAndView change(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(name = "logo", required = false) @Nullable MultipartFile file)
            throws IOException {
        ManagedClient client = found(id);
        try {
            Logo logo = logos.draw(file);
            transaction.executeWithoutResult(status -> {
                kept.upload(id, logo);
                record(signedIn, client, logo.name());
            });
        } catch (RefusedImageException refused) {
            return problem(client, refused.reason().slug());
        }
        return done(client);
    }

    @PostMapping(PATH + "/remove")
    @RequiresFreshFactor
    ModelAndView remove(SignedIn signedIn, @PathVariable UUID id) {
        ManagedClient client = found(id);
        transaction.executeWithoutResult(status -> {
            if (kept.remove(id)) {
                record(signedIn, client, "removed");
            }
        });
        return done(client);
    }

    private void record(SignedIn signedIn, ManagedClient client, String logo) {
        trail.record(SecurityEvent.success(SecurityEventType.CLIENT_CHANGED)
                .account(signedIn.accountId())
                .client(client.clientId())
                .detail("logo", logo));
    }

    private ModelAndView problem(ManagedClient client, String reason) {
        return pages.problem(client, null, "developer.problem.logo." + reason, null, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView done(ManagedClient client) {
        return SeeOther.to(ApplicationsController.PATH + "/" + client.id() + "?done=settings");
    }

    private ManagedClient found(UUID id) {
        return clients.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
