package dev.latchkey.notes.note;

/** The account has no such note. */
final class NoSuchNoteException extends RuntimeException {

    NoSuchNoteException() {
        super("No such note", null, false, false);
    }
}
