package dev.latchkey.demo.note;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deleted notes at the notes API, which keeps them for a while. */
@Component
class TrashClient {

    private static final int PAGE_SIZE = 20;

    private final NotesApi api;

    TrashClient(NotesApi api) {
        this.api = api;
    }

    Trash list(@Nullable String cursor) {
        return api.call(http -> Objects.requireNonNull(http.get()
                .uri(uri -> {
                    uri.path("/notes/trash").queryParam("limit", PAGE_SIZE);
                    return cursor == null
                            ? uri.build()
                            : uri.queryParam("cursor", "{cursor}").build(cursor);
                })
                .retrieve()
                .body(Trash.class)));
    }

    void restore(UUID id) {
        api.call(http ->
                http.post().uri("/notes/trash/{id}/restore", id).retrieve().toBodilessEntity());
    }

    void remove(UUID id) {
        api.call(http -> http.delete().uri("/notes/trash/{id}", id).retrieve().toBodilessEntity());
    }

    /** One page of deleted notes, the last deleted first. */
    record Trash(List<TrashedNote> notes, @Nullable String next) {}

    /**
     * A deleted note.
     *
     * @param removedAt from when on it may be gone for good
     */
    record TrashedNote(UUID id, String title, Instant deletedAt, Instant removedAt) {}
}
