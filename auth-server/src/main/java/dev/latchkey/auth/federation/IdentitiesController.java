package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The pages on which people see, link and unlink the sites that they sign in with. */
@Controller
class IdentitiesController {

    static final String PATH = "/account/identities";
    static final String NEW = PATH + "/new";

    private final Providers providers;
    private final FederatedIdentities identities;
    private final IdentityLinking linking;
    private final DirectoryRoles directoryRoles;
    private final FirstSignIn firstSignIn;
    private final FederationCookies cookies;
    private final FederationPages pages;
    private final Accounts accounts;
    private final Continuations continuations;

    IdentitiesController(
            Providers providers,
            FederatedIdentities identities,
            IdentityLinking linking,
            DirectoryRoles directoryRoles,
            FirstSignIn firstSignIn,
            FederationCookies cookies,
            FederationPages pages,
            Accounts accounts,
            Continuations continuations) {
        this.providers = providers;
        this.identities = identities;
        this.linking = linking;
        this.directoryRoles = directoryRoles;
        this.firstSignIn = firstSignIn;
        this.cookies = cookies;
        this.pages = pages;
        this.accounts = accounts;
        this.continuations = continuations;
    }

    /** An identity of the list. */
    record Entry(
            UUID id,
            String title,
            String label,
            boolean open,
            LocalDate created,
            @Nullable LocalDate lastUsed) {}

    /**
     * A provider that can be linked.
     *
     * @param elsewhere whether people are sent there, or show here who they are there
     */
    record Offer(String name, String title, boolean elsewhere) {}

    record IdentitiesPage(
            List<Entry> identities,
            List<Offer> offers,
            @Nullable String done,
            @Nullable String problem) {}

    /** What is confirmed before it is linked. */
    record LinkPage(String title, String label, String accountName) {}

    /** What has just been done, as the address of the list says it. */
    enum Done {
        LINKED("federation.done.linked"),
        UNLINKED("federation.done.unlinked");

        private final String key;

        Done(String key) {
            this.key = key;
        }
    }

    @GetMapping(PATH)
    ModelAndView list(SignedIn signedIn, @RequestParam(required = false) @Nullable Done done) {
        return page(signedIn, done == null ? null : done.key, null, HttpStatus.OK);
    }

    @RequiresFreshFactor(page = PATH)
    @PostMapping(NEW + "/{name}")
    ModelAndView start(
            SignedIn signedIn, @PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        return pages.depart(name, FederationPurpose.LINK, signedIn, false, Optional.empty(), request, response);
    }

    /** Nothing is linked by coming back: an answer could have been planted in this browser. */
    @RequiresFreshFactor
    @GetMapping(NEW)
    ModelAndView confirm(SignedIn signedIn, HttpServletRequest request) {
        Optional<FirstSignIn.Newcomer> newcomer =
                cookies.arrival(request).flatMap(firstSignIn::of).flatMap(one -> linking.arrived(signedIn, one));
        if (newcomer.isEmpty()) {
            return page(signedIn, null, "federation.problem.gone", HttpStatus.CONFLICT);
        }
        LinkPage page = new LinkPage(
                newcomer.get().provider().title(),
                newcomer.get().arrival().identity().label(),
                accounts.findById(signedIn.accountId()).orElseThrow().getUsername());
        return new ModelAndView("federation/link", Map.of("page", page));
    }

    @RequiresFreshFactor
    @PostMapping(NEW)
    ModelAndView link(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> handle = cookies.arrival(request);
        Optional<Continuation> continuation = handle.flatMap(firstSignIn::of)
                .flatMap(newcomer -> continuations.read(newcomer.arrival().continuation()));
        IdentityLinking.Linked outcome =
                handle.map(one -> linking.link(signedIn, one)).orElse(IdentityLinking.Linked.GONE);
        cookies.forgetArrival(response);
        return switch (outcome) {
            case DONE ->
                SeeOther.to(continuation.isPresent() ? continuations.resume(continuation) : PATH + "?done=LINKED");
            case TAKEN -> page(signedIn, null, "federation.problem.taken", HttpStatus.CONFLICT);
            case UNCONFIRMED -> page(signedIn, null, "federation.problem.unconfirmed", HttpStatus.CONFLICT);
            case GONE -> page(signedIn, null, "federation.problem.gone", HttpStatus.CONFLICT);
        };
    }

    @RequiresFreshFactor(page = PATH)
    @PostMapping(PATH + "/{id}/removal")
    ModelAndView unlink(SignedIn signedIn, @PathVariable UUID id) {
        boolean ofDirectory = identities.of(signedIn.accountId()).stream()
                .filter(identity -> identity.id().equals(id))
                .flatMap(identity -> providers.byId(identity.providerId()).stream())
                .anyMatch(provider -> provider.kind() == ProviderKind.LDAP);
        return switch (linking.unlink(signedIn, id)) {
            case DONE -> {
                if (ofDirectory) {
                    directoryRoles.apply(signedIn.accountId(), Set.of());
                }
                yield SeeOther.to(PATH + "?done=UNLINKED");
            }
            case LAST -> page(signedIn, null, "federation.problem.last", HttpStatus.CONFLICT);
            case UNKNOWN -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No identity of this account");
        };
    }

    private ModelAndView page(SignedIn signedIn, @Nullable String done, @Nullable String problem, HttpStatus status) {
        Map<UUID, Provider> all = providers.all().stream().collect(Collectors.toMap(Provider::id, Function.identity()));
        List<FederatedIdentity> own = identities.of(signedIn.accountId());
        Set<UUID> linked = own.stream().map(FederatedIdentity::providerId).collect(Collectors.toSet());
        List<Entry> entries = own.stream()
                .map(identity -> entry(identity, all.get(identity.providerId())))
                .toList();
        List<Offer> offers = all.values().stream()
                .filter(provider -> provider.isOpen() && !linked.contains(provider.id()))
                .sorted(Comparator.comparing(Provider::title))
                .map(provider -> new Offer(
                        provider.name(), provider.title(), provider.kind().isElsewhere()))
                .toList();
        return new ModelAndView(
                "federation/identities", Map.of("page", new IdentitiesPage(entries, offers, done, problem)), status);
    }

    private static Entry entry(FederatedIdentity identity, @Nullable Provider provider) {
        Instant used = identity.lastUsedAt();
        return new Entry(
                identity.id(),
                provider == null ? "" : provider.title(),
                identity.label(),
                provider != null && provider.isOpen(),
                day(identity.createdAt()),
                used == null ? null : day(used));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
