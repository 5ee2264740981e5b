package dev.latchkey.notes.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.IntSupplier;

/** Somebody who calls the API over HTTP. Every answer is held against what must be true of all of them. */
public final class Api {

    private final HttpClient http = HttpClient.newHttpClient();

    private final IntSupplier port;

    public Api(IntSupplier port) {
        this.port = port;
    }

    /** An account of its own, with every scope of the API. */
    public Caller someone() {
        return as(TestIssuer.shared().token().sign());
    }

    public Caller as(String token) {
        return new Caller(this, "Bearer " + token);
    }

    public Caller anonymous() {
        return new Caller(this, null);
    }

    public int port() {
        return port.getAsInt();
    }

    public Answer send(String method, String path, String body, String... headers) {
        return send(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), headers);
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            Answer answer = new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
            answer.satisfiesTheStandingRules();
            Contract.shared().holdsFor(method, path, answer);
            return answer;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
