package dev.latchkey.auth.administration;

import dev.latchkey.auth.clientregistration.InitialAccessTokens;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The initial access tokens of dynamic client registration (RFC 7591 §3). Each is shown once, on the answer that makes it. */
@Controller
class RegistrationTokensController {

    static final String PATH = "/admin/registration-tokens";

    private static final int LATEST = 100;

    private final InitialAccessTokens tokens;
    private final RegistrationTokens administration;
    private final Scopes scopes;
    private final Clock clock;

    RegistrationTokensController(
            InitialAccessTokens tokens, RegistrationTokens administration, Scopes scopes, Clock clock) {
        this.tokens = tokens;
        this.administration = administration;
        this.scopes = scopes;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView list(@RequestParam(defaultValue = "") String done) {
        String message = done.equals("revoked") ? "administration.registration.revoked" : null;
        return view(RegistrationTokenForm.EMPTY, null, null, message, HttpStatus.OK);
    }

    @PostMapping(PATH)
    @RequiresFreshFactor
    ModelAndView create(
            SignedIn signedIn,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "") String uses,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String scopes,
            @RequestParam(defaultValue = "") String redirectHosts,
            HttpServletResponse response) {
        RegistrationTokenForm form = new RegistrationTokenForm(description, uses, days, scopes, redirectHosts);
        Optional<String> wrong =
                form.wrongField(name -> this.scopes.byName(name).isPresent());
        if (wrong.isPresent()) {
            return view(form, null, "administration.problem.token." + wrong.get(), null, HttpStatus.BAD_REQUEST);
        }
        String token = administration.create(Actor.of(signedIn), form);
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        return view(RegistrationTokenForm.EMPTY, token, null, null, HttpStatus.CREATED);
    }

    @PostMapping(PATH + "/{id}/revocation")
    @RequiresFreshFactor(page = PATH)
    ModelAndView revoke(SignedIn signedIn, @PathVariable UUID id) {
        return SeeOther.to(PATH + (administration.revoke(Actor.of(signedIn), id) ? "?done=revoked" : ""));
    }

    private ModelAndView view(
            RegistrationTokenForm form,
            @Nullable String token,
            @Nullable String problem,
            @Nullable String done,
            HttpStatus status) {
        Instant now = clock.instant();
        List<TokenRow> rows =
                tokens.latest(LATEST).stream().map(issued -> row(issued, now)).toList();
        return new ModelAndView(
                "administration/registration-tokens",
                Map.of("page", new RegistrationTokensPage(rows, form, token, problem, done)),
                status);
    }

    private static TokenRow row(InitialAccessTokens.Issued token, Instant now) {
        return new TokenRow(
                token.id(),
                token.description(),
                String.join(" ", token.scopes()),
                String.join(" ", token.redirectHosts()),
                token.remaining(),
                token.createdAt().atOffset(ZoneOffset.UTC),
                token.expiresAt().atOffset(ZoneOffset.UTC),
                token.isUsable(now));
    }

    /** A token, without the token. */
    record TokenRow(
            UUID id,
            String description,
            String scopes,
            String redirectHosts,
            int remaining,
            OffsetDateTime createdAt,
            OffsetDateTime expiresAt,
            boolean usable) {}

    /**
     * What the page shows.
     *
     * @param token the one just made, which is not shown again
     */
    record RegistrationTokensPage(
            List<TokenRow> tokens,
            RegistrationTokenForm form,
            @Nullable String token,
            @Nullable String problem,
            @Nullable String done) {}
}
