package dev.latchkey.auth.federation;

import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.RetryAfter;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page on which people link who they are in the directory: nobody can be sent there, so they show it here, by the name and the
 * password that they have there. What follows is as with every provider.
 */
@Controller
@RequiresFreshFactor(page = DirectoryLinkController.PATH)
class DirectoryLinkController {

    static final String PATH = IdentitiesController.PATH + "/directory";

    private final DirectoryVisits visits;
    private final DirectoryProof proof;
    private final FederatedIdentities identities;
    private final Arrivals arrivals;
    private final FederationCookies cookies;
    private final FederationPages pages;
    private final IdentityNotices notices;

    DirectoryLinkController(
            DirectoryVisits visits,
            DirectoryProof proof,
            FederatedIdentities identities,
            Arrivals arrivals,
            FederationCookies cookies,
            FederationPages pages,
            IdentityNotices notices) {
        this.visits = visits;
        this.proof = proof;
        this.identities = identities;
        this.arrivals = arrivals;
        this.cookies = cookies;
        this.pages = pages;
        this.notices = notices;
    }

    /** @param minutes to wait, if the problem is that */
    record DirectoryPage(
            String title, String username, @Nullable String problem, long minutes) {}

    @GetMapping(PATH)
    ModelAndView show() {
        return visits.provider()
                .map(provider -> page(provider, "", null, Duration.ZERO, HttpStatus.OK))
                .orElseGet(pages::closed);
    }

    @PostMapping(PATH)
    ModelAndView submit(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Provider> open = visits.provider();
        if (open.isEmpty()) {
            return pages.closed();
        }
        Provider provider = open.get();
        DirectoryProof.Result result = proof.check(provider, username, password, request);
        return switch (result.outcome()) {
            case RIGHT -> arrived(signedIn, username, result.visit().orElseThrow(), response);
            case WRONG -> {
                notices.refused(signedIn.accountId(), provider, "WRONG_PASSWORD");
                yield page(
                        provider,
                        username,
                        "federation.problem.directory.wrong",
                        Duration.ZERO,
                        HttpStatus.UNPROCESSABLE_CONTENT);
            }
            case BRAKED -> {
                notices.refused(signedIn.accountId(), provider, "WAITING");
                RetryAfter.tell(result.delay(), response);
                yield page(
                        provider,
                        username,
                        "federation.problem.directory.wait",
                        result.delay(),
                        HttpStatus.TOO_MANY_REQUESTS);
            }
            case UNANSWERED -> {
                notices.refused(signedIn.accountId(), provider, "DIRECTORY_UNAVAILABLE");
                yield page(
                        provider,
                        username,
                        "federation.problem.directory.unavailable",
                        Duration.ZERO,
                        HttpStatus.SERVICE_UNAVAILABLE);
            }
        };
    }

    /** Nothing is linked by a password that is right: the page that names both sides comes next. */
    private ModelAndView arrived(
            SignedIn signedIn, String username, DirectoryVisits.Visit visit, HttpServletResponse response) {
        Provider provider = visit.provider();
        Optional<FederatedIdentity> known = identities.find(
                provider.id(), visit.identity().issuer(), visit.identity().subject());
        if (known.isPresent()) {
            return known.get().accountId().equals(signedIn.accountId())
                    ? SeeOther.to(IdentitiesController.PATH)
                    : page(provider, username, "federation.problem.taken", Duration.ZERO, HttpStatus.CONFLICT);
        }
        String handle = arrivals.add(new Arrivals.Arrival(provider.id(), visit.identity(), signedIn.accountId(), null));
        cookies.arrive(handle, response);
        return SeeOther.to(IdentitiesController.NEW);
    }

    private static ModelAndView page(
            Provider provider, String username, @Nullable String problem, Duration wait, HttpStatus status) {
        DirectoryPage page = new DirectoryPage(provider.title(), username, problem, RetryAfter.minutes(wait));
        return new ModelAndView("federation/directory", Map.of("page", page), status);
    }
}
