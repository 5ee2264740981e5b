package dev.latchkey.notes.note;

/** The picture has no such bytes. */
final class RangeNotSatisfiableException extends RuntimeException {

    private final int length;

    RangeNotSatisfiableException(int length) {
        super("The picture has " + length + " bytes", null, false, false);
        this.length = length;
    }

    int length() {
        return length;
    }
}
