package dev.latchkey.demo.note;

import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriBuilder;

/** Notes at the notes API. */
@Component
class NotesClient {

    private static final int PAGE_SIZE = 20;

    private final NotesApi api;

    NotesClient(NotesApi api) {
        this.api = api;
    }

    NoteList list(@Nullable String query, @Nullable String cursor) {
        return api.call(http -> required(http.get()
                .uri(uri -> {
                    UriBuilder page = uri.path("/notes").queryParam("limit", PAGE_SIZE);
                    if (query != null) {
                        page.queryParam("q", "{q}");
                    }
                    if (cursor != null) {
                        page.queryParam("cursor", "{cursor}");
                    }
                    return page.build(
                            Stream.of(query, cursor).filter(Objects::nonNull).toArray());
                })
                .retrieve()
                .body(NoteList.class)));
    }

    StoredNote get(UUID id) {
        return api.call(
                http -> stored(http.get().uri("/notes/{id}", id).retrieve().toEntity(Note.class)));
    }

    StoredNote create(NoteForm form) {
        return api.call(http -> stored(http.post()
                .uri("/notes")
                .contentType(MediaType.APPLICATION_JSON)
                .body(form)
                .retrieve()
                .toEntity(Note.class)));
    }

    /** Replaces the version of the note that this entity tag names, and no other. */
    StoredNote replace(UUID id, String etag, NoteForm form) {
        return api.call(http -> stored(http.put()
                .uri("/notes/{id}", id)
                .header(HttpHeaders.IF_MATCH, etag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(form)
                .retrieve()
                .toEntity(Note.class)));
    }

    /** Moves the note to the trash, if it is the version that this entity tag names. */
    void delete(UUID id, String etag) {
        api.call(http -> http.delete()
                .uri("/notes/{id}", id)
                .header(HttpHeaders.IF_MATCH, etag)
                .retrieve()
                .toBodilessEntity());
    }

    private static StoredNote stored(ResponseEntity<Note> response) {
        return new StoredNote(
                required(response.getBody()), required(response.getHeaders().getETag()));
    }

    private static <T> T required(@Nullable T part) {
        return Objects.requireNonNull(part, "The notes API left out a part of its answer");
    }
}
