package dev.latchkey.auth.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long what this client gets is good for; null leaves it to the installation.
 *
 * @param refreshTokenIdle how long a refresh token may lie unused
 * @param refreshTokenAbsolute how long refreshing can go on after the person signed in
 */
public record TokenLifetimes(
        @Nullable Duration code,
        @Nullable Duration accessToken,
        @Nullable Duration refreshTokenIdle,
        @Nullable Duration refreshTokenAbsolute) {

    /** Nothing differs from the installation. */
    public static final TokenLifetimes OF_THE_INSTALLATION = new TokenLifetimes(null, null, null, null);
}
