package dev.latchkey.notes.note;

import dev.latchkey.notes.security.Account;
import dev.latchkey.notes.web.BadRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What concerns all notes of an account at once; {@code security} asks for a recent sign-in first. */
@RestController
class BulkController {

    static final String ZIP = "application/zip";

    private static final int MOST_IDS = 100;

    private final Notes notes;

    private final Export export;

    BulkController(Notes notes, Export export) {
        this.notes = notes;
        this.export = export;
    }

    /** Into the trash, so that a slip can be undone note by note. */
    @DeleteMapping(path = "/notes", produces = MediaType.APPLICATION_JSON_VALUE)
    Deleted delete(Account account, @RequestParam(name = "id", required = false) @Nullable List<UUID> ids) {
        if (ids == null) {
            return new Deleted(notes.deleteAll(account.id(), null));
        }
        if (ids.isEmpty() || ids.size() > MOST_IDS) {
            throw new BadRequest("id", "must be given 1 to " + MOST_IDS + " times");
        }
        return new Deleted(notes.deleteAll(account.id(), ids.toArray(UUID[]::new)));
    }

    @GetMapping(path = "/notes/export", produces = ZIP)
    void export(Account account, HttpServletResponse response) throws IOException {
        response.setContentType(ZIP);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("notes.zip").build().toString());
        export.write(account.id(), response.getOutputStream());
    }

    /** How many notes were deleted. */
    record Deleted(long deleted) {}
}
