package dev.latchkey.notes.note;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.notes.security.Account;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was deleted, and the way back. */
@RestController
@RequestMapping(path = "/notes/trash", produces = MediaType.APPLICATION_JSON_VALUE)
class TrashController {

    /** No search has this text, so that cursors of the trash open nothing else. */
    private static final String CURSORS_OF_TRASH = "\0trash";

    private final Trash trash;

    private final Cursors cursors;

    TrashController(Trash trash, Cursors cursors) {
        this.trash = trash;
        this.cursors = cursors;
    }

    @GetMapping
    ResponseEntity<TrashPage> list(
            Account account,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit) {
        PageLimit.check(limit);
        Position after = cursor == null ? null : cursors.read(cursor, account.id(), CURSORS_OF_TRASH);
        Trash.Page page = trash.list(account.id(), after, limit);
        if (page.last() == null) {
            return ResponseEntity.ok(new TrashPage(page.notes(), null));
        }
        String next = cursors.write(page.last(), account.id(), CURSORS_OF_TRASH);
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "</notes/trash?limit=" + limit + "&cursor=" + next + ">; rel=\"next\"")
                .body(new TrashPage(page.notes(), next));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Note> restore(Account account, @PathVariable UUID id) {
        Note note = trash.restore(account.id(), id).orElseThrow(NoSuchNoteException::new);
        return ResponseEntity.ok().eTag(note.etag()).body(note);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(Account account, @PathVariable UUID id) {
        if (!trash.remove(account.id(), id)) {
            throw new NoSuchNoteException();
        }
        return ResponseEntity.noContent().build();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TrashPage(List<TrashedNote> notes, @Nullable String next) {}
}
