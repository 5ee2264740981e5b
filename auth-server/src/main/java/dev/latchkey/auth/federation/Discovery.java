package dev.latchkey.auth.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import dev.latchkey.auth.outbound.OutboundResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Finds out about OpenID providers, and keeps what they publish for a while. */
@Component
class Discovery {

    private static final int KEY_LIMIT = 256 * 1024;
    private static final int MOST_PROVIDERS = 200;
    private static final Duration CURRENT = Duration.ofSeconds(5);

    private final OutboundClient outbound;
    private final Clock clock;
    private final Cache<String, Known> metadata = Caffeine.newBuilder()
            .maximumSize(MOST_PROVIDERS)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final Cache<String, Keys> keys = Caffeine.newBuilder()
            .maximumSize(MOST_PROVIDERS)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    Discovery(OutboundClient outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    record Keys(JWKSet set, Instant fetchedAt) {}

    private record Known(ProviderMetadata metadata, Instant fetchedAt) {}

    ProviderMetadata of(Provider provider) throws UpstreamException {
        Known known = metadata.getIfPresent(provider.issuer());
        return known != null ? known.metadata() : fetch(provider);
    }

    /** As it was seconds ago at most: nobody is sent to a provider that is down. */
    ProviderMetadata current(Provider provider) throws UpstreamException {
        Known known = metadata.getIfPresent(provider.issuer());
        return known != null && known.fetchedAt().plus(CURRENT).isAfter(clock.instant())
                ? known.metadata()
                : fetch(provider);
    }

    /** What it publishes now. */
    ProviderMetadata fetch(Provider provider) throws UpstreamException {
        String issuer = provider.issuer();
        String address = (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration";
        ProviderMetadata found = ProviderMetadata.of(UpstreamJson.of(get(address)), issuer);
        metadata.put(issuer, new Known(found, clock.instant()));
        return found;
    }

    Keys keys(ProviderMetadata provider) throws UpstreamException {
        Keys known = keys.getIfPresent(provider.jwksUri());
        return known != null ? known : fetchKeys(provider);
    }

    /** The keys as they are now: they change when the provider wants, and a token is the first to say so. */
    Keys fetchKeys(ProviderMetadata provider) throws UpstreamException {
        try {
            Keys fetched = new Keys(JWKSet.parse(get(provider.jwksUri()).text()), clock.instant());
            keys.put(provider.jwksUri(), fetched);
            return fetched;
        } catch (ParseException garbage) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "published no keys");
        }
    }

    private OutboundResponse get(String address) throws UpstreamException {
        try {
            return outbound.get(address, "application/json, application/jwk-set+json", KEY_LIMIT);
        } catch (OutboundException unreachable) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "cannot be reached");
        }
    }
}
