package dev.latchkey.notes.note;

/** The account keeps as much as it may. */
final class QuotaExceededException extends RuntimeException {

    QuotaExceededException(String sentence) {
        super(sentence, null, false, false);
    }

    static QuotaExceededException ofNotes() {
        return new QuotaExceededException(
                "This account keeps as many notes as it may. Notes in the trash count until they are removed for good.");
    }

    static QuotaExceededException ofPictures() {
        return new QuotaExceededException("The pictures of this account take as much room as they may.");
    }
}
