package dev.latchkey.auth.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.springframework.core.env.Environment;

/** Asks the server under test, without following redirects or keeping cookies. */
final class Browser {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Environment environment;

    Browser(Environment environment) {
        this.environment = environment;
    }

    /** Asks for a page as a person's browser does. */
    HttpResponse<String> open(String path, String... headers) {
        return send(request(path).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), headers);
    }

    /** Asks as a program does, naming nothing it prefers. */
    HttpResponse<String> call(String path, String... headers) {
        return send(request(path).header("Accept", "*/*"), headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(request(path).header("Accept", "text/html").method(method, BodyPublishers.ofString(body)), headers);
    }

    /** Sends these bytes, which need not be HTTP, and returns all that comes back. */
    String sendRaw(String request) {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    private int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        try {
            return http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
