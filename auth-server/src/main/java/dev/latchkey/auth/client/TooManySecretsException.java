package dev.latchkey.auth.client;

/** The client has as many live secrets as it may, or uses none. */
public class TooManySecretsException extends RuntimeException {

    TooManySecretsException() {
        super("The client may have no further secret");
    }
}
