package dev.latchkey.auth.developer;

import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What an application is called, where it is, and what it asks for: each on a page, changed one page at a time. */
@Controller
class ApplicationController {

    static final String PATH = OwnApplicationsController.PATH + "/{id}";

    static final String GENERAL = "developer/general";
    private static final String REDIRECTS = "developer/redirects";
    private static final String SCOPES = "developer/scopes";

    private final ApplicationRegistration registration;
    private final Developers developers;
    private final FormPages pages;

    ApplicationController(ApplicationRegistration registration, Developers developers, FormPages pages) {
        this.registration = registration;
        this.developers = developers;
        this.pages = pages;
    }

    @GetMapping(PATH)
    ModelAndView general(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean saved) {
        return show(GENERAL, developers.own(signedIn, id), saved);
    }

    @PostMapping(PATH)
    ModelAndView changeGeneral(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> posted) {
        return change(signedIn, id, GENERAL, "", posted, ApplicationForm::withGeneral);
    }

    @GetMapping(PATH + "/redirects")
    ModelAndView redirects(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean saved) {
        return show(REDIRECTS, developers.own(signedIn, id), saved);
    }

    @PostMapping(PATH + "/redirects")
    ModelAndView changeRedirects(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> posted) {
        return change(signedIn, id, REDIRECTS, "/redirects", posted, ApplicationForm::withRedirects);
    }

    @GetMapping(PATH + "/scopes")
    ModelAndView scopes(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean saved) {
        return show(SCOPES, developers.own(signedIn, id), saved);
    }

    @PostMapping(PATH + "/scopes")
    ModelAndView changeScopes(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> posted) {
        return change(signedIn, id, SCOPES, "/scopes", posted, ApplicationForm::withScopes);
    }

    private ModelAndView show(String view, Application application, boolean saved) {
        return pages.toChange(view, application, ApplicationForm.of(application), null, saved);
    }

    private ModelAndView change(
            SignedIn signedIn,
            UUID id,
            String view,
            String tab,
            MultiValueMap<String, String> posted,
            BiFunction<ApplicationForm, ApplicationForm, ApplicationForm> with) {
        Application application = developers.own(signedIn, id);
        ApplicationForm form = with.apply(ApplicationForm.of(application), ApplicationForm.of(posted));
        try {
            registration.change(signedIn.accountId(), application, form);
        } catch (InvalidApplicationException invalid) {
            return pages.toChange(view, application, form, invalid.problem(), false);
        }
        return SeeOther.to(OwnApplicationsController.PATH + "/" + id + tab + "?saved=true");
    }
}
