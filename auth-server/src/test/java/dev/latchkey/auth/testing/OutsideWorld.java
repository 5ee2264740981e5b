package dev.latchkey.auth.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What other people's servers answer, on one port of the loopback that the server under test may ask. Each test takes paths
 * of its own.
 */
public final class OutsideWorld {

    private static final OutsideWorld INSTANCE = new OutsideWorld();

    private final HttpServer server;
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final AtomicInteger paths = new AtomicInteger();

    private OutsideWorld() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "outside-world");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    public static OutsideWorld running() {
        return INSTANCE;
    }

    /** What came in: method, headers in small letters, and the body. */
    public record Received(String method, Map<String, String> headers, String body) {}

    /** As {@code latchkey.outbound.allowed-hosts} has it. */
    public String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** Answers with this document from now on, at an address that is returned. */
    public String document(String contentType, String body) {
        return at(exchange -> send(exchange, 200, contentType, body));
    }

    /** A new address, answered so. */
    public String at(HttpHandler handler) {
        String path = "/" + paths.incrementAndGet();
        handlers.put(path, handler);
        return "http://" + host() + path;
    }

    /** Answers otherwise at an address that exists. */
    public void change(String url, HttpHandler handler) {
        handlers.put(path(url), handler);
    }

    public List<Received> receivedAt(String url) {
        return List.copyOf(received.getOrDefault(path(url), List.of()));
    }

    public static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>())
                .add(new Received(exchange.getRequestMethod(), headers, body));
        HttpHandler handler = handlers.get(path);
        if (handler == null) {
            send(exchange, 404, "text/plain", "");
        } else {
            handler.handle(exchange);
        }
    }

    private static String path(String url) {
        return java.net.URI.create(url).getPath();
    }
}
