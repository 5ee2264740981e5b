package dev.latchkey.demo.note;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Pictures of notes at the notes API. Each has an entity tag of its own. */
@Component
class PicturesClient {

    private static final String PATH = "/notes/{id}/image";

    private final NotesApi api;

    PicturesClient(NotesApi api) {
        this.api = api;
    }

    ResponseEntity<byte[]> get(UUID id) {
        return api.call(http -> http.get().uri(PATH, id).retrieve().toEntity(byte[].class));
    }

    /** The entity tag of the picture, null when the note has none. */
    @Nullable
    String etag(UUID id) {
        try {
            return api.call(http -> http.head().uri(PATH, id).retrieve().toBodilessEntity())
                    .getHeaders()
                    .getETag();
        } catch (NotesApiException.Missing none) {
            return null;
        }
    }

    /** Puts a picture in the place of the one with this entity tag, or where there was none. */
    void put(UUID id, @Nullable String etag, Resource picture) {
        api.call(http -> http.put()
                .uri(PATH, id)
                .headers(headers -> expect(headers, etag))
                // The API looks at the content; what the browser calls it does not matter.
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(picture)
                .retrieve()
                .toBodilessEntity());
    }

    void delete(UUID id, String etag) {
        api.call(http -> http.delete()
                .uri(PATH, id)
                .headers(headers -> expect(headers, etag))
                .retrieve()
                .toBodilessEntity());
    }

    private static void expect(HttpHeaders headers, @Nullable String etag) {
        if (etag == null) {
            headers.setIfNoneMatch("*");
        } else {
            headers.setIfMatch(etag);
        }
    }
}
