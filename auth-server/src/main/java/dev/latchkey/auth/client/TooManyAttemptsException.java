package dev.latchkey.auth.client;

import dev.latchkey.auth.requestlog.Explained;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** A client has tried too often what it should know, or asked for too much, and is to wait: 429 (RFC 6585 §4). */
public final class TooManyAttemptsException extends OAuth2AuthenticationException implements Explained {

    private final Duration waitFor;
    private final Failure failure;

    public TooManyAttemptsException(Duration waitFor) {
        this(waitFor, "Too many attempts, come back later", Failure.of(FailedRule.CLIENT_ATTEMPTS));
    }

    /**
     * @param description for the client
     * @param failure the same for its owner
     */
    public TooManyAttemptsException(Duration waitFor, String description, Failure failure) {
        super(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, description, null));
        this.waitFor = waitFor;
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }

    public Duration waitFor() {
        return waitFor;
    }
}
