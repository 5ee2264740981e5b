package dev.latchkey.demo.note;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a person writes. */
record NoteForm(
        @NotBlank(message = "{note.title.missing}") @Size(max = MAX_TITLE, message = "{note.title.long}")
        String title,

        @Size(max = MAX_TEXT, message = "{note.text.long}") String text) {

    static final int MAX_TITLE = 200;

    static final int MAX_TEXT = 100_000;

    NoteForm {
        title = title == null ? "" : title.strip();
        // Browsers send line ends as CR LF; the notes API keeps what it is given.
        text = text == null ? "" : text.replace("\r\n", "\n");
    }

    static NoteForm empty() {
        return new NoteForm("", "");
    }

    static NoteForm of(Note note) {
        return new NoteForm(note.title(), note.text());
    }
}
