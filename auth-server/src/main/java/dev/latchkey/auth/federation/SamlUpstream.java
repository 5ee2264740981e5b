package dev.latchkey.auth.federation;

import dev.latchkey.auth.federation.saml.AuthnRequest;
import dev.latchkey.auth.federation.saml.IdentityProviderMetadata;
import dev.latchkey.auth.federation.saml.SamlAnswer;
import dev.latchkey.auth.federation.saml.SamlAssertion;
import dev.latchkey.auth.federation.saml.SamlException;
import dev.latchkey.auth.federation.saml.ServiceProvider;
import dev.latchkey.auth.federation.saml.SigningIdentity;
import dev.latchkey.auth.jose.SpentIds;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Speaks SAML 2.0. The request that is to be answered has an id that is made of the secret in this browser's cookie, so that an
 * answer to somebody else's is none to this one.
 */
@Component
class SamlUpstream implements Upstream {

    /** The field in which an answer is posted. */
    static final String RESPONSE = "SAMLResponse";

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int LONGEST_SUBJECT = 255;

    private final SamlDiscovery discovery;
    private final Providers providers;
    private final SpentIds spentIds;
    private final Issuer issuer;
    private final Clock clock;

    SamlUpstream(SamlDiscovery discovery, Providers providers, SpentIds spentIds, Issuer issuer, Clock clock) {
        this.discovery = discovery;
        this.providers = providers;
        this.spentIds = spentIds;
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public boolean speaks(ProviderKind kind) {
        return kind == ProviderKind.SAML;
    }

    @Override
    public String authorizationAddress(Provider provider, String state, Proof proof, boolean fresh)
            throws UpstreamException {
        SamlSettings settings = discovery.settings(provider);
        IdentityProviderMetadata metadata = discovery.current(provider);
        boolean signed = settings.signRequests() || metadata.wantsSignedRequests();
        AuthnRequest request = new AuthnRequest(
                requestId(proof), clock.instant(), settings.subjectAttribute().isEmpty(), fresh);
        return request.address(metadata, ourselves(provider), state, signed ? signingIdentity(provider) : null);
    }

    @Override
    public UpstreamIdentity identify(
            Provider provider, Map<String, String> answer, Proof proof, @Nullable Instant after)
            throws UpstreamException {
        SamlSettings settings = discovery.settings(provider);
        try {
            SamlAssertion assertion = believed(provider, answer.getOrDefault(RESPONSE, ""), requestId(proof));
            SamlAssertion.Authentication authentication = assertion.authentication();
            UpstreamIdentity identity = new UpstreamIdentity(
                    provider.issuer(),
                    subject(settings, assertion),
                    settings.emailAttribute().isEmpty() ? null : only(assertion, settings.emailAttribute()),
                    true, // SAML has no word for it: whether all are believed is said of the provider
                    first(assertion, provider.usernameClaim()),
                    first(assertion, provider.nameClaim()),
                    null,
                    provider.secondFactorValues().contains(authentication.context()),
                    authentication.session().isEmpty() ? null : authentication.session());
            if (after != null && authentication.at().plus(SKEW).isBefore(after)) {
                throw new UpstreamException(UpstreamException.Reason.NOT_FRESH, "did not ask again");
            }
            if (!spentIds.claim("saml-assertion", provider.id().toString(), assertion.id(), assertion.expiresAt())) {
                throw UpstreamException.untrusted("the assertion was used before");
            }
            return identity;
        } catch (SamlException refused) {
            String message = String.valueOf(refused.getMessage());
            throw refused.isDeclined()
                    ? new UpstreamException(UpstreamException.Reason.DECLINED, message)
                    : UpstreamException.untrusted(message);
        }
    }

    @Override
    public void test(Provider provider) throws UpstreamException {
        discovery.fetch(provider);
    }

    ServiceProvider ourselves(Provider provider) {
        return new ServiceProvider(
                provider.clientId().isEmpty() ? issuer.url(provider.metadataPath()) : provider.clientId(),
                issuer.url(provider.acsPath()),
                issuer.url(provider.metadataPath()));
    }

    SigningIdentity signingIdentity(Provider provider) {
        return SigningIdentity.of(providers.secretOf(provider));
    }

    /** Keys change when the provider wants, and an answer is the first to say so: its metadata is looked at again then. */
    private SamlAssertion believed(Provider provider, String answer, String requestId)
            throws SamlException, UpstreamException {
        IdentityProviderMetadata metadata = discovery.of(provider);
        try {
            return new SamlAnswer(metadata, ourselves(provider), clock).read(answer, requestId);
        } catch (SamlException refused) {
            IdentityProviderMetadata now = refused.isDeclined() ? metadata : discovery.fetch(provider);
            if (now.keys().equals(metadata.keys())) {
                throw refused;
            }
            return new SamlAnswer(now, ourselves(provider), clock).read(answer, requestId);
        }
    }

    /** What is named by another attribute is somebody else, so that people are not mixed up when that is set otherwise. */
    private static String subject(SamlSettings settings, SamlAssertion assertion)
            throws SamlException, UpstreamException {
        String attribute = settings.subjectAttribute();
        @Nullable String name;
        if (attribute.isEmpty()) {
            SamlAssertion.NameId nameId = assertion.nameId();
            if (!nameId.isPersistent()) {
                throw UpstreamException.untrusted("named somebody by something that does not stay theirs");
            }
            name = nameId.value();
        } else {
            name = only(assertion, attribute);
        }
        if (name == null || name.isBlank() || name.length() > LONGEST_SUBJECT) {
            throw UpstreamException.untrusted("named nobody");
        }
        return attribute.isEmpty() ? name : attribute + "=" + name;
    }

    private static @Nullable String only(SamlAssertion assertion, String attribute) throws SamlException {
        List<String> values = assertion.attribute(attribute);
        return values.size() == 1 && !values.get(0).isEmpty() ? values.get(0) : null;
    }

    private static String first(SamlAssertion assertion, String attribute) throws SamlException {
        return assertion.attribute(attribute).stream().findFirst().orElse("");
    }

    /** An id begins with no digit. */
    private static String requestId(Proof proof) {
        return "_" + proof.nonce();
    }
}
