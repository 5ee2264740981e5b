package dev.latchkey.auth.logout;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The back-channel logout endpoint of an application. */
final class LogoutReceiver implements AutoCloseable {

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<String> contentTypes = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AuthServer server;
    private final TestClient client;
    private final String subject;
    private final HttpServer http;
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(200, -1);

    /** What it answers, once the token has been read. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private LogoutReceiver(AuthServer server, TestClient client, UUID accountId) throws IOException {
        this.server = server;
        this.client = client;
        this.subject = accountId.toString();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::receive);
        http.start();
    }

    /** Starts one and registers its address for the client. It passes over what is about anybody else than this account. */
    static LogoutReceiver of(AuthServer server, TestClient client, UUID accountId) throws IOException {
        LogoutReceiver receiver = new LogoutReceiver(server, client, accountId);
        receiver.register("http://localhost:" + receiver.http.getAddress().getPort() + "/logout");
        return receiver;
    }

    void register(String uri) {
        server.database()
                .sql("""
                        update client set metadata = metadata || jsonb_build_object('backchannel_logout_uri', :uri)
                        where client_id = :client
                        """)
                .param("uri", uri)
                .param("client", client.clientId())
                .update();
        server.forgetClient(client.clientId());
    }

    String url(String path) {
        return "http://localhost:" + http.getAddress().getPort() + path;
    }

    void answer(Answer answer) {
        this.answer = answer;
    }

    List<String> tokens() {
        return tokens;
    }

    SignedJWT token() {
        if (tokens.size() != 1) {
            throw new AssertionError(tokens.size() + " logout tokens");
        }
        try {
            return SignedJWT.parse(tokens.get(0));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    List<String> contentTypes() {
        return contentTypes;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            String token = URLDecoder.decode(body.replaceFirst("^logout_token=", ""), StandardCharsets.UTF_8);
            if (!subject.equals(subjectOf(token))) {
                exchange.sendResponseHeaders(200, -1); // of a session that another test left, and that ended by itself
                return;
            }
            contentTypes.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            tokens.add(token);
            answer.to(exchange);
        }
    }

    private static String subjectOf(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getSubject();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        server.database()
                .sql("update client set metadata = metadata - 'backchannel_logout_uri' where client_id = :client")
                .param("client", client.clientId())
                .update();
        server.forgetClient(client.clientId());
    }
}
