package dev.latchkey.auth.token;

import dev.latchkey.auth.requestlog.Explained;
import dev.latchkey.auth.requestlog.Failure;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A token request was refused (RFC 6749 §5.2): an error code and a constant description for the client. */
final class TokenRequestException extends OAuth2AuthenticationException implements Explained {

    private final Failure failure;

    /** @param failure which rule did not hold, for the client's owner */
    TokenRequestException(String error, String description, Failure failure) {
        super(new OAuth2Error(error, description, null));
        this.failure = failure;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
