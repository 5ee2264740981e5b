package dev.latchkey.notes.note;

/** How an attempt to change or delete a note ended. */
sealed interface Change {

    /** @return the note as it is now */
    Note orThrow();

    /** It happened. */
    record Done(Note note) implements Change {

        @Override
        public Note orThrow() {
            return note;
        }
    }

    /** Somebody changed the note since the client read it; this is its tag now. */
    record Stale(String etag) implements Change {

        @Override
        public Note orThrow() {
            throw new StaleException(etag);
        }
    }

    /** The account has no such note. Whether another account has, makes no difference. */
    record NoSuchNote() implements Change {

        @Override
        public Note orThrow() {
            throw new NoSuchNoteException();
        }
    }
}
