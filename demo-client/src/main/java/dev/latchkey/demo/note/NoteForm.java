package dev.latchkey.demo.note;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/** What a person writes. Every other limit is the notes API's, which says what it does not take. */
record NoteForm(@NotBlank(message = "{note.title.missing}") String title, String text) {

    NoteForm(@Nullable String title, @Nullable String text) {
        this.title = title == null ? "" : title.strip();
        // Browsers send line ends as CR LF; the notes API keeps what it is given.
        this.text = text == null ? "" : text.replace("\r\n", "\n");
    }

    static NoteForm empty() {
        return new NoteForm("", "");
    }

    static NoteForm of(Note note) {
        return new NoteForm(note.title(), note.text());
    }
}
