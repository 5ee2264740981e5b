package dev.latchkey.auth.developer;

import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** For whom an application is: testers of the draft, everybody, and the way to being verified. */
@Controller
class PublicationController {

    private static final String PATH = ApplicationController.PATH + "/publication";

    private final Developers developers;
    private final ApplicationReviews reviews;
    private final ApplicationTesters testers;
    private final DeveloperProperties properties;

    PublicationController(
            Developers developers,
            ApplicationReviews reviews,
            ApplicationTesters testers,
            DeveloperProperties properties) {
        this.developers = developers;
        this.reviews = reviews;
        this.testers = testers;
        this.properties = properties;
    }

    /** What the page shows. */
    record PublicationPage(
            ApplicationHead head,
            List<String> testers,
            List<ReviewStep> steps,
            int most,
            @Nullable String looksLike,
            boolean mayPublish,
            boolean mayAsk,
            @Nullable FormProblem problem,
            @Nullable String done) {

        @Nullable
        FormProblem problemOf(String field) {
            return problem != null && problem.field().equals(field) ? problem : null;
        }
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean saved) {
        return page(developers.own(signedIn, id), null, saved ? "developer.done.saved" : null, HttpStatus.OK);
    }

    @PostMapping(PATH)
    ModelAndView publish(SignedIn signedIn, @PathVariable UUID id) {
        Application application = developers.own(signedIn, id);
        return reviews.publish(application, signedIn.accountId()) ? seeAgain(id) : conflict(application);
    }

    @PostMapping(PATH + "/review")
    ModelAndView ask(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String note) {
        Application application = developers.own(signedIn, id);
        return reviews.ask(application, signedIn.accountId(), note) ? seeAgain(id) : conflict(application);
    }

    @PostMapping(PATH + "/testers")
    ModelAndView invite(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String email) {
        Application application = developers.own(signedIn, id);
        if (!Mail.canReach(email.strip())) {
            return page(application, FormProblem.of("email", "email"), null, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return testers.invite(application, email.strip()) ? seeAgain(id) : conflict(application);
    }

    @PostMapping(PATH + "/testers/remove")
    ModelAndView remove(SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String email) {
        testers.remove(developers.own(signedIn, id), email);
        return seeAgain(id);
    }

    private ModelAndView conflict(Application application) {
        return page(application, FormProblem.of("", "not-now"), null, HttpStatus.CONFLICT);
    }

    private ModelAndView page(
            Application application, @Nullable FormProblem problem, @Nullable String done, HttpStatus status) {
        boolean draft = application.state() == ApplicationState.DRAFT;
        PublicationPage page = new PublicationPage(
                ApplicationHead.of(application),
                testers.of(application),
                ReviewStep.of(reviews.of(application.id())),
                properties.usersWithoutReview(),
                application.looksLike(),
                draft && application.looksLike() == null,
                draft || application.state() == ApplicationState.UNVERIFIED,
                problem,
                done);
        return new ModelAndView("developer/publication", Map.of("page", page), status);
    }

    private static ModelAndView seeAgain(UUID id) {
        return SeeOther.to(ApplicationsController.PATH + "/" + id + "/publication?saved=true");
    }
}
