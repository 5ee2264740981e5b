package dev.latchkey.auth.brake;

import java.time.Instant;

/**
 * How often something has failed, this time included.
 *
 * @param until when it is forgotten; if it is braked, when the wait is over
 */
record Count(Counter.Kind kind, int failures, int allowed, Instant until) {

    /** Whether this guess is one too many to be looked at. */
    boolean isBraked() {
        return failures > allowed;
    }

    /** Whether no further guess will be looked at if this one is wrong. */
    boolean isLast() {
        return failures >= allowed;
    }
}
