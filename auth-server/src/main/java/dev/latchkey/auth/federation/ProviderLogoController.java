package dev.latchkey.auth.federation;

import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.image.RefusedImageException;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
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
    private final ProviderChanges changes;

    ProviderLogoController(Providers providers, ProviderLogos kept, Logos logos, ProviderChanges changes) {
        this.providers = providers;
        this.kept = kept;
        this.logos = logos;
        this.changes = changes;
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
            changes.change(signedIn, provider, logos.draw(file));
        } catch (RefusedImageException refused) {
            return page(provider, refused.reason().slug());
        }
        return ProvidersController.saved();
    }

    @RequiresFreshFactor(page = ProvidersController.PATH)
    @PostMapping(PATH + "/remove")
    ModelAndView remove(SignedIn signedIn, @PathVariable UUID id) {
        changes.removeLogo(signedIn, found(id));
        return ProvidersController.saved();
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
