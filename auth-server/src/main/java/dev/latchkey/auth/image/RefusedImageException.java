package dev.latchkey.auth.image;

import java.util.Locale;

/** What was sent is no picture that we take. */
public final class RefusedImageException extends RuntimeException {

    /** What is wrong with it. */
    public enum Reason {
        /** There is none. */
        NONE,
        /** Neither PNG nor JPEG, whatever it is called: SVG is a program. */
        NOT_A_PICTURE,
        TOO_LARGE,
        TOO_MANY_PIXELS,
        UNREADABLE,
        /** Nothing is wrong; others are being decoded. */
        TOO_BUSY;

        /** As keys of messages have it. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    RefusedImageException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
