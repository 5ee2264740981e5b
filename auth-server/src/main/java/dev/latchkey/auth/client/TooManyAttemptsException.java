package dev.latchkey.auth.client;

import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** A client has tried too often what it should know, and is to wait: 429 (RFC 6585 §4). */
public final class TooManyAttemptsException extends OAuth2AuthenticationException {

    private final Duration waitFor;

    public TooManyAttemptsException(Duration waitFor) {
        super(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, "Too many attempts, come back later", null));
        this.waitFor = waitFor;
    }

    public Duration waitFor() {
        return waitFor;
    }
}
