package dev.latchkey.auth.client;

import dev.latchkey.auth.requestlog.Explained;
import dev.latchkey.auth.requestlog.Failure;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** {@code invalid_client}: the answer is the same for every reason, the reason is for the client's owner. */
public final class RefusedClientException extends OAuth2AuthenticationException implements Explained {

    private final String clientId;
    private final Failure failure;

    RefusedClientException(String clientId, Failure failure) {
        super(OAuth2ErrorCodes.INVALID_CLIENT);
        this.clientId = clientId;
        this.failure = failure;
    }

    /** Whom the request said it came from. */
    public String clientId() {
        return clientId;
    }

    @Override
    public Failure failure() {
        return failure;
    }
}
