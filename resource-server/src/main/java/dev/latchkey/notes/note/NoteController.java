package dev.latchkey.notes.note;

import dev.latchkey.notes.security.Account;
import dev.latchkey.notes.web.BadRequest;
import dev.latchkey.notes.web.FieldProblem;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One note: read, written, changed, deleted. Lists are {@link NoteListController}'s. */
@RestController
@RequestMapping(path = "/notes", produces = MediaType.APPLICATION_JSON_VALUE)
class NoteController {

    private final Notes notes;

    private final JsonMapper json;

    private final Validator validator;

    NoteController(Notes notes, JsonMapper json, Validator validator) {
        this.notes = notes;
        this.json = json;
        this.validator = validator;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Note> create(Account account, @RequestBody @Valid NoteContent content) {
        Note note = notes.create(account.id(), content);
        return ResponseEntity.created(URI.create("/notes/" + note.id()))
                .eTag(note.etag())
                .body(note);
    }

    @GetMapping("/{id}")
    ResponseEntity<Note> read(Account account, @PathVariable UUID id) {
        // If-None-Match is answered by Spring MVC from the entity tag.
        return notes.find(account.id(), id).map(NoteController::ok).orElseThrow(NoSuchNoteException::new);
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Note> replace(
            Account account,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody @Valid NoteContent content) {
        return ok(notes.replace(account.id(), id, EntityTags.required(ifMatch), content)
                .orThrow());
    }

    /** The patch is applied to the version that was read, and written only over that one. */
    @PatchMapping(path = "/{id}", consumes = MergePatch.MEDIA_TYPE)
    ResponseEntity<Note> patch(
            Account account,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch) {
        EntityTags expected = EntityTags.required(ifMatch);
        Note note = notes.find(account.id(), id).orElseThrow(NoSuchNoteException::new);
        if (!expected.matches(note.etag())) {
            throw new StaleException(note.etag());
        }
        NoteContent content = patched(new NoteContent(note.title(), note.text()), patch);
        EntityTags read = EntityTags.only(note.etag());
        return ok(notes.replace(account.id(), id, read, content).orThrow());
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            Account account,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        notes.delete(account.id(), id, EntityTags.required(ifMatch)).orThrow();
        return ResponseEntity.noContent().build();
    }

    private NoteContent patched(NoteContent before, JsonNode patch) {
        if (!patch.isObject()) {
            throw new BadRequest(List.of());
        }
        NoteContent after = json.treeToValue(MergePatch.apply(json.valueToTree(before), patch), NoteContent.class);
        List<FieldProblem> problems = validator.validate(after).stream()
                .map(violation -> new FieldProblem(violation.getPropertyPath().toString(), violation.getMessage()))
                .toList();
        if (!problems.isEmpty()) {
            throw new BadRequest(problems);
        }
        return after;
    }

    private static ResponseEntity<Note> ok(Note note) {
        return ResponseEntity.ok().eTag(note.etag()).body(note);
    }
}
