package dev.latchkey.notes.note;

/** The note was changed since the client read it. */
final class StaleNoteException extends RuntimeException {

    private final long version;

    StaleNoteException(long version) {
        super("The note is at version " + version, null, false, false);
        this.version = version;
    }

    long version() {
        return version;
    }
}
