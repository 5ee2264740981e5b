package dev.latchkey.notes.note;

import org.jspecify.annotations.Nullable;

/** How an attempt to change the picture of a note ended. */
sealed interface ImageChange {

    /** @return whether there is a picture where none was */
    boolean orThrow();

    /** It happened. */
    record Done(boolean created) implements ImageChange {

        @Override
        public boolean orThrow() {
            return created;
        }
    }

    /** Another picture is there than the client expects, or none, or one where it expects none. */
    record Stale(@Nullable String etag) implements ImageChange {

        @Override
        public boolean orThrow() {
            throw new StaleException(etag);
        }
    }

    /** The account has no such note, or the note no picture. */
    record NoSuchImage() implements ImageChange {

        @Override
        public boolean orThrow() {
            throw new NoSuchNoteException();
        }
    }
}
