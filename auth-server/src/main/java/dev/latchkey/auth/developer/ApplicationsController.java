package dev.latchkey.auth.developer;

import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Issuer;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of a person's applications, and the way to one more: what it is made of, what it is called, and its secret. */
@Controller
class ApplicationsController {

    static final String PATH = "/developer/applications";
    static final String NEW = PATH + "/new";

    private final Applications applications;
    private final ApplicationRegistration registration;
    private final ApplicationTransfers transfers;
    private final Developers developers;
    private final FormPages pages;
    private final Snippets snippets;
    private final Issuer issuer;

    ApplicationsController(
            Applications applications,
            ApplicationRegistration registration,
            ApplicationTransfers transfers,
            Developers developers,
            FormPages pages,
            Snippets snippets,
            Issuer issuer) {
        this.applications = applications;
        this.registration = registration;
        this.transfers = transfers;
        this.developers = developers;
        this.pages = pages;
        this.snippets = snippets;
        this.issuer = issuer;
    }

    /** What has just been done, as the address of the list says it. */
    enum Done {
        DELETED("developer.done.deleted"),
        TAKEN("developer.done.taken");

        private final String key;

        Done(String key) {
            this.key = key;
        }
    }

    /** What an application can be made of. */
    record KindsPage(List<String> kinds) {}

    @GetMapping(PATH)
    ModelAndView list(SignedIn signedIn, @RequestParam(required = false) @Nullable Done done) {
        return list(signedIn, done, HttpStatus.OK);
    }

    @RequiresFreshFactor
    @GetMapping(NEW)
    ModelAndView ask(SignedIn signedIn, @RequestParam(defaultValue = "") String kind) {
        if (obstacle(signedIn) != null) {
            return list(signedIn, null, HttpStatus.FORBIDDEN);
        }
        return ApplicationKind.of(kind)
                .map(chosen -> pages.toRegister(
                        chosen,
                        ApplicationForm.empty(developers.account(signedIn).getEmail()),
                        null))
                .orElseGet(ApplicationsController::kinds);
    }

    @RequiresFreshFactor(page = NEW)
    @PostMapping(NEW)
    ModelAndView register(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam MultiValueMap<String, String> posted) {
        if (obstacle(signedIn) != null) {
            return list(signedIn, null, HttpStatus.FORBIDDEN);
        }
        Optional<ApplicationKind> chosen = ApplicationKind.of(kind);
        if (chosen.isEmpty()) {
            return kinds();
        }
        ApplicationForm form = ApplicationForm.of(posted);
        try {
            var registered = registration.register(signedIn.accountId(), chosen.get(), form);
            return created(registered.application(), registered.secret());
        } catch (InvalidApplicationException invalid) {
            return pages.toRegister(chosen.get(), form, invalid.problem());
        } catch (ApplicationRegistration.TooManyApplicationsException tooMany) {
            return list(signedIn, null, HttpStatus.FORBIDDEN);
        }
    }

    private ModelAndView created(Application application, @Nullable String secret) {
        CreatedPage page = new CreatedPage(
                ApplicationHead.of(application), secret, issuer.value(), snippets.of(application, secret));
        return new ModelAndView("developer/created", Map.of("page", page));
    }

    private ModelAndView list(SignedIn signedIn, @Nullable Done done, HttpStatus status) {
        List<ApplicationsPage.Entry> own = applications.of(signedIn.accountId()).stream()
                .map(application -> new ApplicationsPage.Entry(
                        ApplicationHead.of(application),
                        application.createdAt().atZone(ZoneOffset.UTC).toLocalDate()))
                .toList();
        ApplicationsPage page = new ApplicationsPage(
                own,
                transfers.offeredTo(developers.account(signedIn)),
                developers.obstacle(signedIn, own.size()),
                done == null ? null : done.key);
        return new ModelAndView("developer/applications", Map.of("page", page), status);
    }

    private @Nullable String obstacle(SignedIn signedIn) {
        return developers.obstacle(
                signedIn, applications.of(signedIn.accountId()).size());
    }

    private static ModelAndView kinds() {
        List<String> kinds =
                Stream.of(ApplicationKind.values()).map(ApplicationKind::slug).toList();
        return new ModelAndView("developer/new", Map.of("page", new KindsPage(kinds)));
    }
}
