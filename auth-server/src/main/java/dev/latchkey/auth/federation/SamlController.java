package dev.latchkey.auth.federation;

import dev.latchkey.auth.federation.saml.SamlAnswer;
import dev.latchkey.auth.federation.saml.ServiceProviderMetadata;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.SeeOther;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where SAML providers meet this server: what it publishes of itself, and where pages of theirs post answers to. */
@Controller
class SamlController {

    private static final String METADATA_TYPE = "application/samlmetadata+xml";

    private final FederatedJourney journey;
    private final FederatedRequests requests;
    private final SamlProviders saml;
    private final SamlUpstream upstream;
    private final FederationPages pages;

    SamlController(
            FederatedJourney journey,
            FederatedRequests requests,
            SamlProviders saml,
            SamlUpstream upstream,
            FederationPages pages) {
        this.journey = journey;
        this.requests = requests;
        this.saml = saml;
        this.upstream = upstream;
        this.pages = pages;
    }

    /**
     * Takes an answer from a page of the provider. The browser brings no cookie of ours with it, as they are for our own pages; so it
     * is kept, and the browser sent on to fetch it, which it does with its cookies. Nothing is believed before that.
     */
    @PostMapping(FederatedSignInController.PATH + "/acs")
    ModelAndView answer(
            @PathVariable String name,
            @RequestParam(name = SamlUpstream.RESPONSE, defaultValue = "") String answer,
            @RequestParam(name = "RelayState", defaultValue = "") String state) {
        Optional<Provider> found = open(name);
        if (found.isEmpty()) {
            return pages.closed();
        }
        Provider provider = found.get();
        boolean expected = !answer.isEmpty()
                && answer.length() <= SamlAnswer.LONGEST
                && OpaqueValues.isWellFormed(state)
                && requests.answer(state, provider.id(), answer);
        if (!expected) {
            journey.refused(provider, null, "UNKNOWN_STATE");
            return pages.problemToRepeat(provider, "federation.problem.unasked", HttpStatus.BAD_REQUEST);
        }
        return SeeOther.to(provider.callbackPath() + "?state=" + state);
    }

    @GetMapping(FederatedSignInController.PATH + "/metadata")
    ResponseEntity<String> metadata(@PathVariable String name) {
        Optional<Provider> provider = open(name);
        Optional<SamlSettings> settings = provider.flatMap(one -> saml.of(one.id()));
        if (provider.isEmpty() || settings.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .header("Content-Type", METADATA_TYPE)
                .body(ServiceProviderMetadata.of(
                        upstream.ourselves(provider.get()),
                        upstream.signingIdentity(provider.get()),
                        settings.get().signRequests()));
    }

    private Optional<Provider> open(String name) {
        return journey.open(name).filter(provider -> provider.kind() == ProviderKind.SAML);
    }
}
