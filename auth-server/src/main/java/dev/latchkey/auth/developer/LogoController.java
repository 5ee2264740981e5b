package dev.latchkey.auth.developer;

import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.image.RefusedImageException;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Takes the logo of an application. */
@Controller
class LogoController {

    private static final String PATH = ApplicationController.PATH + "/logo";

    private final Developers developers;
    private final Logos logos;
    private final ApplicationLogos kept;
    private final FormPages pages;

    LogoController(Developers developers, Logos logos, ApplicationLogos kept, FormPages pages) {
        this.developers = developers;
        this.logos = logos;
        this.kept = kept;
        this.pages = pages;
    }

    /** For a browser that was sent to sign in before it could upload. */
    @GetMapping(PATH)
    ModelAndView back(SignedIn signedIn, @PathVariable UUID id) {
        return SeeOther.to(address(developers.own(signedIn, id)));
    }

    @PostMapping(PATH)
    ModelAndView change(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(name = "logo", required = false) @Nullable MultipartFile file)
            throws IOException {
        Application application = developers.own(signedIn, id);
        try {
            kept.change(signedIn.accountId(), application, logos.draw(file));
        } catch (RefusedImageException refused) {
            return problem(application, refused.reason().slug());
        }
        return SeeOther.to(address(application) + "?saved=true");
    }

    @PostMapping(PATH + "/remove")
    ModelAndView remove(SignedIn signedIn, @PathVariable UUID id) {
        Application application = developers.own(signedIn, id);
        kept.remove(signedIn.accountId(), application);
        return SeeOther.to(address(application) + "?saved=true");
    }

    private ModelAndView problem(Application application, String reason) {
        return pages.toChange(
                ApplicationController.GENERAL,
                application,
                ApplicationForm.of(application),
                FormProblem.of("logo", "logo." + reason),
                false);
    }

    private static String address(Application application) {
        return OwnApplicationsController.PATH + "/" + application.id();
    }
}
