package dev.latchkey.auth.developer;

import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.util.Locale;
import java.util.Map;
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

/** What cannot be taken back: an application given to somebody else, or deleted. */
@RequiresFreshFactor
@Controller
class DangerController {

    private static final String PATH = ApplicationController.PATH + "/danger";
    private static final String TRANSFER = ApplicationTransfers.PAGE + "{id}";

    private final ApplicationRegistration registration;
    private final ApplicationTransfers transfers;
    private final ApplicationBreaches breaches;
    private final Developers developers;

    DangerController(
            ApplicationRegistration registration,
            ApplicationTransfers transfers,
            ApplicationBreaches breaches,
            Developers developers) {
        this.registration = registration;
        this.transfers = transfers;
        this.breaches = breaches;
        this.developers = developers;
    }

    /** What has just been done, as the address of the page says it. */
    enum Done {
        OFFERED("developer.done.offered"),
        KEPT("developer.done.saved"),
        WITHDRAWN("developer.done.withdrawn");

        private final String key;

        Done(String key) {
            this.key = key;
        }
    }

    /** What the page shows. */
    record DangerPage(
            ApplicationHead head,
            boolean offered,
            @Nullable FormProblem problem,
            @Nullable String done) {

        @Nullable
        public FormProblem problemOf(String field) {
            return problem != null && problem.field().equals(field) ? problem : null;
        }
    }

    @GetMapping(PATH)
    ModelAndView show(SignedIn signedIn, @PathVariable UUID id, @RequestParam(required = false) @Nullable Done done) {
        return page(developers.own(signedIn, id), null, done == null ? null : done.key);
    }

    @PostMapping(PATH + "/transfer")
    ModelAndView offer(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String email, Locale language) {
        Application application = developers.own(signedIn, id);
        if (!Mail.canReach(email.strip())) {
            return page(application, FormProblem.of("email", "email"), null);
        }
        transfers.offer(application, signedIn.accountId(), email.strip(), language);
        return SeeOther.to(OwnApplicationsController.PATH + "/" + id + "/danger?done=" + Done.OFFERED);
    }

    @PostMapping(PATH + "/keep")
    ModelAndView withdraw(SignedIn signedIn, @PathVariable UUID id) {
        transfers.withdraw(developers.own(signedIn, id), signedIn.accountId());
        return SeeOther.to(OwnApplicationsController.PATH + "/" + id + "/danger?done=" + Done.KEPT);
    }

    /** The name is typed: nobody does that by accident. */
    @PostMapping(PATH + "/withdraw")
    ModelAndView withdrawAccess(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String confirmation) {
        Application application = developers.own(signedIn, id);
        if (!confirmation.strip().equals(application.name())) {
            return page(application, FormProblem.of("breach", "confirmation"), null);
        }
        breaches.withdraw(signedIn.accountId(), application);
        return SeeOther.to(OwnApplicationsController.PATH + "/" + id + "/danger?done=" + Done.WITHDRAWN);
    }

    @PostMapping(PATH + "/delete")
    ModelAndView delete(
            SignedIn signedIn, @PathVariable UUID id, @RequestParam(defaultValue = "") String confirmation) {
        Application application = developers.own(signedIn, id);
        if (!confirmation.strip().equals(application.name())) {
            return page(application, FormProblem.of("confirmation", "confirmation"), null);
        }
        if (application.state() == ApplicationState.SUSPENDED) {
            return page(
                    application, FormProblem.of("confirmation", "suspended"), null); // it would come back as another
        }
        registration.delete(signedIn.accountId(), application);
        return SeeOther.to(OwnApplicationsController.PATH + "?done=" + OwnApplicationsController.Done.DELETED);
    }

    @GetMapping(TRANSFER)
    ModelAndView offered(SignedIn signedIn, @PathVariable UUID id) {
        var offer = transfers.find(developers.account(signedIn), id).orElseThrow(DangerController::noOffer);
        return new ModelAndView("developer/transfer", Map.of("page", offer));
    }

    @PostMapping(TRANSFER)
    ModelAndView take(SignedIn signedIn, @PathVariable UUID id) {
        if (!transfers.take(developers.account(signedIn), id)) {
            throw noOffer();
        }
        return SeeOther.to(OwnApplicationsController.PATH + "?done=" + OwnApplicationsController.Done.TAKEN);
    }

    private ModelAndView page(Application application, @Nullable FormProblem problem, @Nullable String done) {
        DangerPage page =
                new DangerPage(ApplicationHead.of(application), transfers.isOffered(application), problem, done);
        return new ModelAndView(
                "developer/danger",
                Map.of("page", page),
                problem == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ResponseStatusException noOffer() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Nothing is offered to this account");
    }
}
