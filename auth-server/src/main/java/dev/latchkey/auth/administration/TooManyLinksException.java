package dev.latchkey.auth.administration;

import java.time.Duration;

/** So many mails in so short a time would be a nuisance to whoever gets them. */
class TooManyLinksException extends RuntimeException {

    private final transient Duration wait;

    TooManyLinksException(Duration wait) {
        super("Too many links for this account");
        this.wait = wait;
    }

    /** In whole seconds, at least one. */
    long retryAfter() {
        return Math.max(1, wait.toSeconds() + 1);
    }
}
