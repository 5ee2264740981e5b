package dev.latchkey.demo.note;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the notes are.
 *
 * @param notesUrl base address of the notes API
 */
@Validated
@ConfigurationProperties("latchkey")
record NotesProperties(
        @NotNull(message = "is missing: set NOTES_URL to the address of the notes API")
        URI notesUrl) {}
