package dev.latchkey.auth.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.auth.federation.saml.IdentityProviderMetadata;
import dev.latchkey.auth.federation.saml.SamlException;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds out about SAML providers, and keeps what they publish for a while. */
@Component
class SamlDiscovery {

    static final int LIMIT = 512 * 1024;
    private static final int MOST_PROVIDERS = 200;

    private final OutboundClient outbound;
    private final SamlProviders saml;
    private final Clock clock;
    private final Cache<Key, IdentityProviderMetadata> known = Caffeine.newBuilder()
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

    SamlSettings settings(Provider provider) throws UpstreamException {
        return saml.of(provider.id()).orElseThrow(() -> UpstreamException.untrusted("has no SAML settings"));
    }

    IdentityProviderMetadata of(Provider provider) throws UpstreamException {
        IdentityProviderMetadata before = known.getIfPresent(Key.of(provider));
        return before != null ? before : fetch(provider);
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
            IdentityProviderMetadata found = IdentityProviderMetadata.of(document, provider.issuer(), clock.instant());
            known.put(Key.of(provider), found);
            return found;
        } catch (OutboundException unreachable) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "cannot be reached");
        } catch (SamlException refused) {
            throw UpstreamException.untrusted(String.valueOf(refused.getMessage()));
        }
    }
}
