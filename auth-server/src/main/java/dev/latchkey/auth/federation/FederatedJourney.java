package dev.latchkey.auth.federation;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The way to a provider and back. */
@Service
class FederatedJourney {

    private static final Logger log = LoggerFactory.getLogger(FederatedJourney.class);

    private final Providers providers;
    private final FederatedRequests requests;
    private final FederationCookies cookies;
    private final List<Upstream> upstreams;
    private final UpstreamCalls calls;
    private final OpaqueValues values;
    private final AuditTrail trail;

    FederatedJourney(
            Providers providers,
            FederatedRequests requests,
            FederationCookies cookies,
            List<Upstream> upstreams,
            UpstreamCalls calls,
            OpaqueValues values,
            AuditTrail trail) {
        this.providers = providers;
        this.requests = requests;
        this.cookies = cookies;
        this.upstreams = List.copyOf(upstreams);
        this.calls = calls;
        this.values = values;
        this.trail = trail;
    }

    /** Who has come back, and what they had gone for. */
    record Return(Provider provider, FederatedRequests.Pending pending, UpstreamIdentity identity) {}

    /** The provider of this name, if anybody gets in with it. */
    Optional<Provider> open(String name) {
        return providers.byName(name).filter(one -> one.isOpen() && one.kind().isElsewhere());
    }

    /** The provider of this name, whether it is switched on or not: who came with it may still be in. */
    Optional<Provider> configured(String name) {
        return providers.byName(name).filter(Provider::configured);
    }

    /**
     * @param signedIn whose journey it is, unless somebody signs in
     * @return where the browser is to go
     */
    String depart(
            Provider provider,
            FederationPurpose purpose,
            @Nullable SignedIn signedIn,
            boolean fresh,
            @Nullable String continuation,
            HttpServletRequest request,
            HttpServletResponse response)
            throws UpstreamException {
        String state = values.generate();
        String secret = values.generate();
        boolean asked = fresh && provider.kind().asksAgain();
        Instant now = requests.now();
        String address = calls.within(
                provider,
                () -> upstream(provider).authorizationAddress(provider, state, Proof.of(secret, state), asked));
        requests.add(
                state,
                secret,
                new FederatedRequests.Pending(
                        provider.id(),
                        purpose,
                        signedIn == null ? null : signedIn.accountId(),
                        signedIn == null ? null : signedIn.session().id(),
                        asked,
                        continuation,
                        now,
                        null));
        cookies.enter(state, secret, request, response);
        return address;
    }

    /**
     * Takes an answer. It counts once, in the browser that had been sent, and only while the provider is as it was.
     *
     * @return nothing if nobody here had been sent for it
     */
    Optional<FederatedRequests.Pending> claim(Provider provider, String state, String secret) {
        Optional<FederatedRequests.Pending> pending = requests.claim(state, secret, provider.id());
        if (pending.isEmpty()) {
            refused(provider, null, "UNKNOWN_STATE");
        }
        return pending;
    }

    UpstreamIdentity identify(
            Provider provider, FederatedRequests.Pending pending, Map<String, String> answer, Proof proof)
            throws UpstreamException {
        try {
            if (answer.containsKey("error")) {
                throw new UpstreamException(UpstreamException.Reason.DECLINED, "answered with an error");
            }
            UpstreamIdentity identity = calls.within(
                    provider,
                    () -> upstream(provider)
                            .identify(provider, answer, proof, pending.fresh() ? pending.createdAt() : null));
            boolean same = providers
                    .byId(provider.id())
                    .filter(now -> now.isOpen() && now.issuer().equals(identity.issuer()))
                    .isPresent();
            if (!same) {
                throw UpstreamException.untrusted("was switched off or changed meanwhile");
            }
            return identity;
        } catch (UpstreamException refused) {
            refused(
                    provider,
                    pending.accountId(),
                    "UPSTREAM_" + refused.reason().name());
            log.info("Nobody came from {}: it {}", provider.name(), refused.getMessage());
            throw refused;
        }
    }

    void test(Provider provider) throws UpstreamException {
        calls.within(provider, () -> {
            upstream(provider).test(provider);
            return provider;
        });
    }

    void refused(Provider provider, @Nullable UUID accountId, String reason) {
        trail.record(SecurityEvent.failure(SecurityEventType.SIGN_IN, reason)
                .account(accountId)
                .detail("factor", "FEDERATED")
                .detail("provider", provider.name()));
    }

    private Upstream upstream(Provider provider) {
        return upstreams.stream()
                .filter(upstream -> upstream.speaks(provider.kind()))
                .findFirst()
                .orElseThrow();
    }
}
