package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.requestlog.Explained;
import dev.latchkey.auth.requestlog.Failure;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request was refused. It has two voices: the error code and constant description are for the client, the
 * reason is for the log.
 */
public final class AuthorizationRequestException extends RuntimeException implements Explained {

    private final String error;
    private final String description;
    private final Failure failure;
    private final transient @Nullable Client client;
    private final transient @Nullable RedirectTarget target;

    private AuthorizationRequestException(
            String error,
            String description,
            String reason,
            Failure failure,
            @Nullable Client client,
            @Nullable RedirectTarget target) {
        super(reason, null, false, false);
        this.error = error;
        this.description = description;
        this.failure = failure;
        this.client = client;
        this.target = target;
    }

    /** Shown here: nothing has proven that the redirect URI belongs to the client (RFC 6749 §4.1.2.1, RFC 9700 §4.11). */
    static AuthorizationRequestException shownHere(
            String error, String description, String reason, Failure failure, @Nullable Client client) {
        return new AuthorizationRequestException(error, description, reason, failure, client, null);
    }

    /** Sent to the client, at the redirect URI that it has registered. */
    static AuthorizationRequestException sentTo(
            RedirectTarget target, Client client, String error, String description, Failure failure) {
        return new AuthorizationRequestException(
                error, description, error + ": " + description, failure, client, target);
    }

    public String error() {
        return error;
    }

    public String description() {
        return description;
    }

    @Override
    public Failure failure() {
        return failure;
    }

    /** The client, as far as it was recognised. */
    public @Nullable Client client() {
        return client;
    }

    /** Where the error goes; null when it must not leave this server. */
    public @Nullable RedirectTarget target() {
        return target;
    }
}
