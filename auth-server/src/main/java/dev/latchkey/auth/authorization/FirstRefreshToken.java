package dev.latchkey.auth.authorization;

import java.time.Duration;

/** The refresh token that a code is to bring, drawn before anybody knows whether it brings one. */
public record FirstRefreshToken(String value, Duration idleTtl) {

    @Override
    public String toString() {
        return "a refresh token";
    }
}
