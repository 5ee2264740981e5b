package dev.latchkey.endtoend.library;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The files of a single-page application, and nothing that runs on a server. */
final class BrowserApplication implements AutoCloseable {

    private static final Path LIBRARY = NodeScripts.packages().resolve("oidc-client-ts/dist/browser/oidc-client-ts.js");
    private static final Path FOLDER = NodeScripts.packages().resolveSibling("browser");

    private final HttpServer server;
    private Map<String, ?> settings = Map.of();

    BrowserApplication() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where it is; browsers come back to here. */
    String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /** What the library is told beside what is the same for everybody. */
    void configure(Map<String, ?> values) {
        settings = values;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/" -> answer(exchange, "text/html", Files.readAllBytes(FOLDER.resolve("index.html")));
                case "/application.js" ->
                    answer(exchange, "text/javascript", Files.readAllBytes(FOLDER.resolve("application.js")));
                case "/oidc-client-ts.js" -> answer(exchange, "text/javascript", Files.readAllBytes(LIBRARY));
                case "/settings.json" ->
                    answer(
                            exchange,
                            "application/json",
                            JsonMapper.shared().writeValueAsString(settings).getBytes(StandardCharsets.UTF_8));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
