package dev.latchkey.auth.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Signing out at a provider: it tells us (OpenID Connect Back-Channel Logout), or the person goes there from here. */
@Controller
class UpstreamLogoutController {

    private static final Logger log = LoggerFactory.getLogger(UpstreamLogoutController.class);

    private final FederatedJourney journey;
    private final UpstreamTokens tokens;
    private final UpstreamCalls calls;
    private final UpstreamLogout logout;
    private final Discovery discovery;
    private final FederationPages pages;
    private final Issuer issuer;

    UpstreamLogoutController(
            FederatedJourney journey,
            UpstreamTokens tokens,
            UpstreamCalls calls,
            UpstreamLogout logout,
            Discovery discovery,
            FederationPages pages,
            Issuer issuer) {
        this.journey = journey;
        this.tokens = tokens;
        this.calls = calls;
        this.logout = logout;
        this.discovery = discovery;
        this.pages = pages;
        this.issuer = issuer;
    }

    /** 200 for a logout, whether anybody was signed in or not; 400 for anything else (§2.8). */
    @PostMapping(FederatedSignInController.PATH + "/logout")
    ResponseEntity<Void> told(
            @PathVariable String name, @RequestParam(name = "logout_token", defaultValue = "") String token) {
        Optional<Provider> provider =
                journey.configured(name).filter(one -> one.kind().isDiscovered());
        boolean done = provider.filter(one -> ends(one, token)).isPresent();
        return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private boolean ends(Provider provider, String token) {
        try {
            JWTClaimsSet claims = calls.within(provider, () -> tokens.logoutToken(provider, token));
            return logout.end(provider, claims);
        } catch (UpstreamException refused) {
            log.info("A logout of {} was refused: {}", provider.name(), refused.getMessage());
            return false;
        }
    }

    /** The person wants to be signed out there too. No token is kept to say who it is: the provider may ask. */
    @PostMapping(FederatedSignInController.PATH + "/sign-out")
    ModelAndView leave(@PathVariable String name, HttpServletResponse response) {
        Optional<Provider> provider =
                journey.open(name).filter(one -> one.kind().isDiscovered());
        if (provider.isEmpty()) {
            return pages.closed();
        }
        try {
            Optional<String> endpoint = calls.within(provider.get(), () -> discovery.current(provider.get()))
                    .endSessionEndpoint();
            return endpoint.map(address -> pages.leave(provider.get(), signOut(address, provider.get()), response))
                    .orElseGet(() -> pages.problem(
                            provider.get(), "federation.problem.no-sign-out", HttpStatus.NOT_FOUND, Optional.empty()));
        } catch (UpstreamException refused) {
            return pages.problem(provider.get(), refused, Optional.empty());
        }
    }

    private String signOut(String endpoint, Provider provider) {
        return UriComponentsBuilder.fromUriString(endpoint)
                .queryParam("client_id", "{client}")
                .queryParam("post_logout_redirect_uri", "{return}")
                .encode()
                .buildAndExpand(Map.of("client", provider.clientId(), "return", issuer.url("/logout/done")))
                .toUriString();
    }
}
