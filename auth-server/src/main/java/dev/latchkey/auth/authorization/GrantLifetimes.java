package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * How long what comes of an authorization is good for, where a client does not say otherwise.
 *
 * @param codeTtl authorization codes; at most a minute (FAPI 2.0 §5.3.2.1)
 * @param accessTokenTtl access tokens, which stay valid at resource servers that do not ask back
 * @param refreshTokenIdleTtl a refresh token that is not used for this long has expired
 * @param refreshTokenAbsoluteTtl a family ends after this long, however busy (ASVS 10.4.8)
 * @param refreshRetryWindow for how long a client that proves who it is may repeat a refresh whose answer was lost
 */
@ConfigurationProperties("latchkey.token")
public record GrantLifetimes(
        @DefaultValue("60s") Duration codeTtl,
        @DefaultValue("15m") Duration accessTokenTtl,
        @DefaultValue("7d") Duration refreshTokenIdleTtl,
        @DefaultValue("30d") Duration refreshTokenAbsoluteTtl,
        @DefaultValue("10s") Duration refreshRetryWindow) {

    public GrantLifetimes {
        if (codeTtl.toSeconds() < 1 || accessTokenTtl.toSeconds() < 1 || refreshTokenIdleTtl.toSeconds() < 1) {
            throw new IllegalArgumentException("latchkey.token: lifetimes must be at least a second");
        }
        if (refreshTokenAbsoluteTtl.compareTo(refreshTokenIdleTtl) < 0) {
            throw new IllegalArgumentException(
                    "latchkey.token.refresh-token-absolute-ttl must not be shorter than refresh-token-idle-ttl");
        }
        if (refreshRetryWindow.isNegative() || refreshRetryWindow.toSeconds() > 60) {
            throw new IllegalArgumentException("latchkey.token.refresh-retry-window must be between 0s and 60s");
        }
    }

    Duration codeTtl(Client client) {
        Duration own = client.lifetimes().code();
        return own == null ? codeTtl : own;
    }

    public Duration accessTokenTtl(Client client) {
        Duration own = client.lifetimes().accessToken();
        return own == null ? accessTokenTtl : own;
    }

    public Duration refreshTokenIdleTtl(Client client) {
        Duration own = client.lifetimes().refreshTokenIdle();
        return own == null ? refreshTokenIdleTtl : own;
    }

    /** A family without refresh tokens is over when its one access token is. */
    Duration grantTtl(Client client) {
        if (!client.grantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN)) {
            return codeTtl(client).plus(accessTokenTtl(client));
        }
        Duration own = client.lifetimes().refreshTokenAbsolute();
        return own == null ? refreshTokenAbsoluteTtl : own;
    }
}
