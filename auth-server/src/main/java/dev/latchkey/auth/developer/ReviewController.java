package dev.latchkey.auth.developer;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The applications that wait for an administrator to look at them, and what they decide. */
@Controller
class ReviewController {

    static final String PATH = "/admin/applications/review";

    private static final int MOST = 100;

    private final Applications applications;
    private final ApplicationReviews reviews;
    private final Accounts accounts;

    ReviewController(Applications applications, ApplicationReviews reviews, Accounts accounts) {
        this.applications = applications;
        this.reviews = reviews;
        this.accounts = accounts;
    }

    /** Those that wait. */
    record QueuePage(List<Row> waiting, List<Row> suspended, boolean decided) {}

    /** One of a list. */
    record Row(
            ApplicationHead head, LocalDate since, @Nullable String looksLike) {}

    /** One application, as its owner describes it. */
    record ReviewPage(
            ApplicationHead head,
            String owner,
            String description,
            @Nullable String looksLike,
            String clientUri,
            List<String> redirectUris,
            Map<String, String> scopes,
            List<ReviewStep> steps,
            boolean conflict) {}

    @GetMapping(PATH)
    ModelAndView queue(@RequestParam(defaultValue = "false") boolean decided) {
        QueuePage page = new QueuePage(rows(ApplicationState.IN_REVIEW), rows(ApplicationState.SUSPENDED), decided);
        return new ModelAndView("developer/review-queue", Map.of("page", page));
    }

    @GetMapping(PATH + "/{id}")
    ModelAndView show(@PathVariable UUID id) {
        return page(found(id), false, HttpStatus.OK);
    }

    @RequiresFreshFactor
    @PostMapping(PATH + "/{id}")
    ModelAndView decide(
            SignedIn signedIn,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String note) {
        Application application = found(id);
        UUID actor = signedIn.accountId();
        boolean done = switch (decision) {
            case "verify" -> reviews.verify(application, actor, note);
            case "reject" -> reviews.reject(application, actor, note);
            case "suspend" -> reviews.suspend(application, actor, note);
            case "restore" -> reviews.restore(application, actor, note);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "There is no such decision");
        };
        return done ? SeeOther.to(PATH + "?decided=true") : page(found(id), true, HttpStatus.CONFLICT);
    }

    private Application found(UUID id) {
        return applications
                .find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such application"));
    }

    private List<Row> rows(ApplicationState state) {
        return applications.inState(state, MOST).stream()
                .map(application -> new Row(
                        ApplicationHead.of(application),
                        application.createdAt().atZone(ZoneOffset.UTC).toLocalDate(),
                        application.looksLike()))
                .toList();
    }

    private ModelAndView page(Application application, boolean conflict, HttpStatus status) {
        Map<String, String> scopes = new LinkedHashMap<>();
        application
                .scopes()
                .forEach(scope -> scopes.put(scope, application.scopeReasons().getOrDefault(scope, "")));
        ReviewPage page = new ReviewPage(
                ApplicationHead.of(application),
                accounts.findById(application.ownerId())
                        .map(Account::getUsername)
                        .orElse(""),
                application.description(),
                application.looksLike(),
                application.text("client_uri"),
                application.texts("redirect_uris"),
                scopes,
                ReviewStep.of(reviews.of(application.id())),
                conflict);
        return new ModelAndView("developer/review", Map.of("page", page), status);
    }
}
