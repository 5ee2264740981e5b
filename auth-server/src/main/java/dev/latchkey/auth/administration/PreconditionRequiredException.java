package dev.latchkey.auth.administration;

/** A change needs {@code If-Match}. */
class PreconditionRequiredException extends RuntimeException {

    PreconditionRequiredException() {
        super("No If-Match");
    }
}
