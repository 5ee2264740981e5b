package dev.latchkey.notes.image;

/** What was sent cannot be kept as a picture. */
public final class PictureRefused extends RuntimeException {

    /** Why, as far as the client needs to know. */
    public enum Reason {
        NOT_A_PICTURE("Only PNG and JPEG pictures are kept here."),
        UNREADABLE("The picture cannot be decoded."),
        TOO_MANY_PIXELS("The picture has too many pixels."),
        TOO_LARGE("The picture is larger than this API keeps."),
        TOO_BUSY("Too many pictures are being decoded just now.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    private final Reason reason;

    PictureRefused(Reason reason) {
        super(reason.sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
