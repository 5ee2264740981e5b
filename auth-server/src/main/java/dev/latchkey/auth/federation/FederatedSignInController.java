package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Sends browsers to providers and takes them back. A browser is sent by a page that asks to be left, not by a redirect: a policy holds
 * a form to this server through every redirect, and where a provider leads on to is not known here.
 */
@Controller
class FederatedSignInController {

    static final String PATH = "/login/federated/{name}";

    private final FederatedJourney journey;
    private final FederationCookies cookies;
    private final FederatedIdentities identities;
    private final FederatedSessions sessions;
    private final Arrivals arrivals;
    private final MatchingAccounts matching;
    private final Accounts accounts;
    private final SignIn signIn;
    private final Continuations continuations;
    private final FederationPages pages;

    FederatedSignInController(
            FederatedJourney journey,
            FederationCookies cookies,
            FederatedIdentities identities,
            FederatedSessions sessions,
            Arrivals arrivals,
            MatchingAccounts matching,
            Accounts accounts,
            SignIn signIn,
            Continuations continuations,
            FederationPages pages) {
        this.journey = journey;
        this.cookies = cookies;
        this.identities = identities;
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.matching = matching;
        this.accounts = accounts;
        this.signIn = signIn;
        this.continuations = continuations;
        this.pages = pages;
    }

    @PostMapping(PATH)
    ModelAndView start(
            @PathVariable String name,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Continuation> continuation = continuations.read(signed);
        return pages.depart(
                name,
                FederationPurpose.SIGN_IN,
                null,
                continuation.filter(FederatedSignInController::wantsFreshSignIn).isPresent(),
                continuation,
                request,
                response);
    }

    /** Whoever is signed in says again who they are, at a provider that asks them again. */
    @PostMapping("/reauthenticate/federated/{name}")
    ModelAndView again(
            SignedIn signedIn,
            @PathVariable String name,
            @RequestParam(name = Continuations.PARAMETER, required = false) @Nullable String signed,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.depart(
                name, FederationPurpose.REAUTHENTICATE, signedIn, true, continuations.read(signed), request, response);
    }

    @GetMapping(PATH + "/callback")
    ModelAndView callback(
            @PathVariable String name,
            @RequestParam Map<String, String> answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Provider> found = journey.open(name);
        if (found.isEmpty()) {
            return pages.closed();
        }
        Provider provider = found.get();
        String state = answer.getOrDefault("state", "");
        Optional<String> secret =
                OpaqueValues.isWellFormed(state) ? cookies.leave(state, request, response) : Optional.empty();
        Optional<FederatedRequests.Pending> pending = secret.flatMap(own -> journey.claim(provider, state, own));
        if (secret.isEmpty() || pending.isEmpty()) {
            return pages.problem(provider, "federation.problem.state", HttpStatus.BAD_REQUEST, Optional.empty());
        }
        try {
            UpstreamIdentity identity = journey.identify(
                    provider, pending.get(), said(pending.get(), answer), Proof.of(secret.get(), state));
            return arrive(new FederatedJourney.Return(provider, pending.get(), identity), request, response);
        } catch (UpstreamException refused) {
            return pages.problem(
                    provider, refused, continuations.read(pending.get().continuation()));
        }
    }

    /** The answer in the address, or the one that was posted and has waited for this browser. */
    private static Map<String, String> said(FederatedRequests.Pending pending, Map<String, String> address) {
        String posted = pending.answer();
        return posted == null ? address : Map.of(SamlUpstream.RESPONSE, posted);
    }

    private ModelAndView arrive(
            FederatedJourney.Return back, HttpServletRequest request, HttpServletResponse response) {
        Optional<FederatedIdentity> known = identities.find(
                back.provider().id(), back.identity().issuer(), back.identity().subject());
        return switch (back.pending().purpose()) {
            case SIGN_IN -> known.isPresent() ? enter(back, known.get(), request, response) : introduce(back, response);
            case LINK -> confirm(back, known, response);
            case REAUTHENTICATE -> confirmAgain(back, known, response);
        };
    }

    private ModelAndView enter(
            FederatedJourney.Return back,
            FederatedIdentity known,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (accounts.findById(known.accountId()).filter(Account::isEnabled).isEmpty()) {
            journey.refused(back.provider(), known.accountId(), "ACCOUNT_DISABLED");
            return pages.problem(
                    back.provider(), "federation.problem.account", HttpStatus.UNAUTHORIZED, continuation(back));
        }
        identities.used(known.id(), back.identity().label());
        return begin(back, known.accountId(), request, response);
    }

    private ModelAndView begin(
            FederatedJourney.Return back, UUID accountId, HttpServletRequest request, HttpServletResponse response) {
        SignedIn signedIn = signIn.begin(
                accountId,
                back.identity().factor(),
                new ContinuedRequest(request, back.pending().continuation()),
                response);
        sessions.note(signedIn.session().id(), back.provider().id(), back.identity());
        cookies.remember(back.provider(), response);
        return SeeOther.to(continuations.resume(continuation(back)));
    }

    /** Nobody here yet: nothing is made before the person has seen what, and said so. */
    private ModelAndView introduce(FederatedJourney.Return back, HttpServletResponse response) {
        UUID candidate = matching.of(back.provider(), back.identity())
                .map(Account::getId)
                .orElse(null);
        keep(back, candidate, response);
        return SeeOther.to(FirstSignInController.PATH);
    }

    private ModelAndView confirm(
            FederatedJourney.Return back, Optional<FederatedIdentity> known, HttpServletResponse response) {
        if (!isOf(back, SignIn.current())) {
            return pages.problem(back.provider(), "federation.problem.state", HttpStatus.BAD_REQUEST, Optional.empty());
        }
        if (known.isPresent()) {
            return known.get().accountId().equals(back.pending().accountId())
                    ? SeeOther.to(IdentitiesController.PATH)
                    : pages.problem(back.provider(), "federation.problem.taken", HttpStatus.CONFLICT, Optional.empty());
        }
        keep(back, back.pending().accountId(), response);
        return SeeOther.to(IdentitiesController.NEW);
    }

    private ModelAndView confirmAgain(
            FederatedJourney.Return back, Optional<FederatedIdentity> known, HttpServletResponse response) {
        SignedIn signedIn = SignIn.current();
        boolean own = signedIn != null
                && isOf(back, signedIn)
                && known.filter(identity -> identity.accountId().equals(signedIn.accountId()))
                        .isPresent();
        if (signedIn == null || !own || !back.pending().fresh()) {
            journey.refused(back.provider(), back.pending().accountId(), "ANOTHER_IDENTITY");
            return pages.problem(
                    back.provider(), "federation.problem.another", HttpStatus.UNAUTHORIZED, continuation(back));
        }
        signIn.add(signedIn, back.identity().factor(), response);
        return SeeOther.to(continuations.resume(continuation(back)));
    }

    private void keep(FederatedJourney.Return back, @Nullable UUID accountId, HttpServletResponse response) {
        cookies.arrive(
                arrivals.add(new Arrivals.Arrival(
                        back.provider().id(),
                        back.identity(),
                        accountId,
                        back.pending().continuation())),
                response);
    }

    private static boolean isOf(FederatedJourney.Return back, @Nullable SignedIn signedIn) {
        return signedIn != null
                && signedIn.accountId().equals(back.pending().accountId())
                && signedIn.session().id().equals(back.pending().sessionId());
    }

    private Optional<Continuation> continuation(FederatedJourney.Return back) {
        return continuations.read(back.pending().continuation());
    }

    /** An application that wants the person to sign in anew wants it there too. */
    private static boolean wantsFreshSignIn(Continuation continuation) {
        return continuation.path().equals(Continuations.AUTHORIZE)
                && (continuation
                                .parameter("prompt")
                                .filter(prompt -> prompt.contains("login"))
                                .isPresent()
                        || continuation.parameter("max_age").isPresent());
    }
}
