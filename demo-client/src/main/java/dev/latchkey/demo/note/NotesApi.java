package dev.latchkey.demo.note;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way to the notes API: with the access token of the person who makes the current request, and with exceptions of
 * our own for what it answers. A refused access token stays what it is to the framework; {@code security} deals with it.
 */
@Component
class NotesApi {

    /** The read timeout is that of the whole answer, and an archive may be large. */
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);

    private final RestClient http;

    private final RestClient downloads;

    private final JsonMapper json;

    NotesApi(
            RestClient.Builder http,
            ClientHttpRequestFactoryBuilder<?> connections,
            HttpClientSettings settings,
            NotesProperties notes,
            OAuth2ClientHttpRequestInterceptor accessToken,
            JsonMapper json) {
        this.json = json;
        this.http = http.baseUrl(notes.notesUrl())
                .requestInterceptor(accessToken)
                .defaultStatusHandler(NotesApi::isOurs, this::translate)
                .build();
        this.downloads = this.http
                .mutate()
                .requestFactory(connections.build(settings.withReadTimeout(DOWNLOAD)))
                .build();
    }

    <T> T call(Function<RestClient, T> exchange) {
        try {
            return exchange.apply(http);
        } catch (ResourceAccessException | HttpServerErrorException failure) {
            throw new NotesApiException.Unavailable(failure);
        } catch (RestClientException failure) {
            // An answer that breaks off while it is read has no type of its own.
            if (failure.getRootCause() instanceof IOException) {
                throw new NotesApiException.Unavailable(failure);
            }
            throw failure;
        }
    }

    /** Copies what is at this path to a place that is asked for only when there is something to copy. */
    void copy(String path, Destination destination) {
        call(http -> downloads.get().uri(path).exchange((request, response) -> {
            if (isOurs(response.getStatusCode())) {
                translate(request, response);
            }
            if (response.getStatusCode().isError()) {
                throw response.createException();
            }
            try {
                return response.getBody().transferTo(destination.open());
            } catch (IOException interrupted) {
                // Half of it may be on its way: too late for an error page.
                throw new UncheckedIOException(interrupted);
            }
        }));
    }

    private static boolean isOurs(HttpStatusCode status) {
        return status.is4xxClientError() && status.value() != HttpStatus.UNAUTHORIZED.value();
    }

    private void translate(HttpRequest request, ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        throw switch (status) {
            case 403 -> new NotesApiException.Forbidden();
            case 404 -> new NotesApiException.Missing();
            case 409 -> new NotesApiException.Full();
            case 412 -> new NotesApiException.Changed();
            default -> new NotesApiException.Refused(status, fields(response));
        };
    }

    private List<String> fields(ClientHttpResponse response) throws IOException {
        try {
            Problem problem = json.readValue(response.getBody(), Problem.class);
            return problem.errors() == null
                    ? List.of()
                    : problem.errors().stream().map(FieldProblem::field).toList();
        } catch (JacksonException noProblemDetails) {
            return List.of();
        }
    }

    /** The part of a problem detail (RFC 9457) that says which fields are wrong. */
    record Problem(@Nullable List<FieldProblem> errors) {}

    record FieldProblem(String field) {}

    interface Destination {
        OutputStream open() throws IOException;
    }
}
