package dev.latchkey.auth.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.auth.federation.saml.IdentityProviderMetadata;
import dev.latchkey.auth.federation.saml.SamlException;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds out about SAML providers, and keeps what they publish for a while. */
@Component
class SamlDiscovery {

    static final int LIMIT = 512 * 1024;
    private static final int MOST_PROVIDERS = 200;
    private static final Duration CURRENT = Duration.ofSeconds(5);

    private final OutboundClient outbound;
    private final SamlProviders saml;
    private final Clock clock;
    private final Cache<Key, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_PROVIDERS)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    SamlDiscovery(OutboundClient outbound, SamlProviders saml, Clock clock) {
        this.outbound = outbound;
        this.saml = saml;
        this.clock = clock;
    }

    private record Key(UUID provider, long version) {
        private static Key of(Provider provider) {
            return new Key(provider.id(), provider.version());
        }
    }

    private record Known(IdentityProviderMetadata metadata, Instant fetchedAt) {}

    SamlSettings settings(Provider provider) throws UpstreamException {
        return saml.of(provider.id()).orElseThrow(() -> UpstreamException.untrusted("has no SAML settings"));
    }

    IdentityProviderMetadata of(Provider provider) throws UpstreamException {
        Known before = known.getIfPresent(Key.of(provider));
        return before != null ? before.metadata() : fetch(provider);
    }

    /**
     * As it was seconds ago at most, if the site that people are sent to publishes it itself: nobody is sent to a site that is down.
     * What somebody else publishes for it says nothing of that.
     */
    IdentityProviderMetadata current(Provider provider) throws UpstreamException {
        Known before = known.getIfPresent(Key.of(provider));
        boolean current = before != null
                && (before.fetchedAt().plus(CURRENT).isAfter(clock.instant())
                        || !isOfTheSite(settings(provider).metadataUrl(), before.metadata()));
        return before != null && current ? before.metadata() : fetch(provider);
    }

    private static boolean isOfTheSite(String metadataUrl, IdentityProviderMetadata metadata) {
        return !metadataUrl.isEmpty()
                && URI.create(metadataUrl)
                        .getRawAuthority()
                        .equals(URI.create(metadata.signOnUrl()).getRawAuthority());
    }

    /** What it publishes now, or what was pasted. */
    IdentityProviderMetadata fetch(Provider provider) throws UpstreamException {
        SamlSettings settings = settings(provider);
        try {
            byte[] document = settings.metadataUrl().isEmpty()
                    ? settings.metadata().getBytes(StandardCharsets.UTF_8)
                    : outbound.get(
                                    settings.metadataUrl(),
                                    "application/samlmetadata+xml, application/xml, text/xml",
                                    LIMIT)
                            .body();
            Instant now = clock.instant();
            IdentityProviderMetadata found = IdentityProviderMetadata.of(document, provider.issuer(), now);
            known.put(Key.of(provider), new Known(found, now));
            return found;
        } catch (OutboundException unreachable) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "cannot be reached");
        } catch (SamlException refused) {
            throw UpstreamException.untrusted(String.valueOf(refused.getMessage()));
        }
    }
}
