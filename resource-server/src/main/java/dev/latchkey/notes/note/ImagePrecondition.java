package dev.latchkey.notes.note;

import dev.latchkey.notes.web.BadRequest;
import org.jspecify.annotations.Nullable;

/** What a client expects to find where it puts or deletes a picture: one of these, or none at all. */
sealed interface ImagePrecondition {

    boolean holdsFor(@Nullable String currentEtag);

    static ImagePrecondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null && ifMatch == null) {
            if (!ifNoneMatch.strip().equals("*")) {
                throw new BadRequest("If-None-Match", "must be * where a picture is put");
            }
            return new Nothing();
        }
        return new OneOf(EntityTags.required(ifMatch));
    }

    /** {@code If-Match}: the picture that the client has seen. */
    record OneOf(EntityTags expected) implements ImagePrecondition {

        @Override
        public boolean holdsFor(@Nullable String currentEtag) {
            return currentEtag != null && expected.matches(currentEtag);
        }
    }

    /** {@code If-None-Match: *}: no picture yet. */
    record Nothing() implements ImagePrecondition {

        @Override
        public boolean holdsFor(@Nullable String currentEtag) {
            return currentEtag == null;
        }
    }
}
