package dev.latchkey.auth.federation;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.image.RefusedImageException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Takes the picture on a provider's button. */
@Controller
class ProviderLogoController {

    private static final String PATH = ProvidersController.PATH + "/{id}/logo";

    private final Providers providers;
    private final ProviderLogos kept;
    private final Logos logos;
    private final AuditTrail trail;

    ProviderLogoController(Providers providers, ProviderLogos kept, Logos logos, AuditTrail trail) {
        this.providers = providers;
        this.kept = kept;
        this.logos = logos;
        this.trail = trail;
    }

    /**
     * What the page shows.
     *
     * @param logo the address of the picture that there is
     */
    record LogoPage(
            UUID id,
            String title,
            @Nullable String logo,
            @Nullable String problem) {}

    @RequiresFreshFactor
    @GetMapping(PATH)
    ModelAndView show(@PathVariable UUID id) {
        return page(found(id), null);
    }

    @RequiresFreshFactor
    @PostMapping(PATH)
    ModelAndView change(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(name = "logo", required = false) @Nullable MultipartFile file)
            throws IOException {
        Provider provider = found(id);
        try {
            kept.put(provider.id(), logos.draw(file));
        } catch (RefusedImageException refused) {
            return page(provider, refused.reason().slug());
        }
        changed(signedIn, provider, "logo");
        return SeeOther.to(ProvidersController.PATH + "?done=saved");
    }

    @RequiresFreshFactor(page = ProvidersController.PATH)
    @PostMapping(PATH + "/remove")
    ModelAndView remove(SignedIn signedIn, @PathVariable UUID id) {
        Provider provider = found(id);
        kept.remove(provider.id());
        changed(signedIn, provider, "logo removed");
        return SeeOther.to(ProvidersController.PATH + "?done=saved");
    }

    private void changed(SignedIn signedIn, Provider provider, String what) {
        trail.record(SecurityEvent.success(SecurityEventType.SETTINGS_CHANGED)
                .actor(signedIn.accountId())
                .detail("provider", provider.name())
                .detail("what", what));
    }

    private ModelAndView page(Provider provider, @Nullable String problem) {
        LogoPage page = new LogoPage(
                provider.id(),
                provider.title(),
                kept.paths().get(provider.id()),
                problem == null ? null : "federation.problem.logo." + problem);
        return new ModelAndView(
                "federation/logo",
                Map.of("page", page),
                problem == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private Provider found(UUID id) {
        return providers.byId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
