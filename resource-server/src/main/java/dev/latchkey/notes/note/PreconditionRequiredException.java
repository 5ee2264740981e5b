package dev.latchkey.notes.note;

/** A write came without saying what it is meant to replace. */
final class PreconditionRequiredException extends RuntimeException {

    PreconditionRequiredException() {
        super("If-Match is missing", null, false, false);
    }
}
