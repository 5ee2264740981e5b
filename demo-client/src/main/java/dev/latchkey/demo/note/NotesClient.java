package dev.latchkey.demo.note;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The notes API, called with the access token of the person who makes the current request. */
@Component
class NotesClient {

    private static final int PAGE_SIZE = 20;

    private final RestClient http;

    private final JsonMapper json;

    NotesClient(
            RestClient.Builder http,
            NotesProperties notes,
            OAuth2ClientHttpRequestInterceptor accessToken,
            JsonMapper json) {
        this.json = json;
        this.http = http.baseUrl(notes.notesUrl())
                .requestInterceptor(accessToken)
                .defaultStatusHandler(status -> status.value() == 403, (request, response) -> {
                    throw new NotesForbiddenException();
                })
                .defaultStatusHandler(status -> status.value() == 404, (request, response) -> {
                    throw new NoteMissingException();
                })
                .defaultStatusHandler(status -> status.value() == 412, (request, response) -> {
                    throw new NoteChangedException();
                })
                .defaultStatusHandler(NotesClient::isRefusal, this::refused)
                .build();
    }

    NoteList list(@Nullable String query, @Nullable String cursor) {
        return call(() -> required(http.get()
                .uri(uri -> {
                    UriBuilder page = uri.path("/notes").queryParam("limit", PAGE_SIZE);
                    if (query != null) {
                        page.queryParam("q", "{q}");
                    }
                    if (cursor != null) {
                        page.queryParam("cursor", "{cursor}");
                    }
                    return page.build(variables(query, cursor));
                })
                .retrieve()
                .body(NoteList.class)));
    }

    StoredNote get(UUID id) {
        return call(() -> stored(http.get().uri("/notes/{id}", id).retrieve().toEntity(Note.class)));
    }

    StoredNote create(NoteForm form) {
        return call(() -> stored(http.post()
                .uri("/notes")
                .contentType(MediaType.APPLICATION_JSON)
                .body(form)
                .retrieve()
                .toEntity(Note.class)));
    }

    StoredNote replace(UUID id, String etag, NoteForm form) {
        return call(() -> stored(http.put()
                .uri("/notes/{id}", id)
                .header(HttpHeaders.IF_MATCH, etag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(form)
                .retrieve()
                .toEntity(Note.class)));
    }

    void delete(UUID id, String etag) {
        call(() -> http.delete()
                .uri("/notes/{id}", id)
                .header(HttpHeaders.IF_MATCH, etag)
                .retrieve()
                .toBodilessEntity());
    }

    private static <T> T call(Supplier<T> exchange) {
        try {
            return exchange.get();
        } catch (ResourceAccessException | HttpServerErrorException failure) {
            throw new NotesUnavailableException(failure);
        }
    }

    private static Object[] variables(@Nullable String query, @Nullable String cursor) {
        return Stream.of(query, cursor).filter(Objects::nonNull).toArray();
    }

    private static StoredNote stored(ResponseEntity<Note> response) {
        return new StoredNote(
                required(response.getBody()), required(response.getHeaders().getETag()));
    }

    private static <T> T required(@Nullable T part) {
        return Objects.requireNonNull(part, "The notes API left out a part of its answer");
    }

    private static boolean isRefusal(HttpStatusCode status) {
        return List.of(400, 413, 422).contains(status.value());
    }

    private void refused(HttpRequest request, ClientHttpResponse response) throws IOException {
        throw new NoteRefusedException(
                json.readValue(response.getBody(), ProblemDetail.class).problems());
    }

    /** The part of a problem detail (RFC 9457) that says which field is wrong. */
    record ProblemDetail(@Nullable String detail, @Nullable List<NoteRefusedException.Problem> errors) {

        List<NoteRefusedException.Problem> problems() {
            return errors != null ? errors : List.of();
        }
    }
}
