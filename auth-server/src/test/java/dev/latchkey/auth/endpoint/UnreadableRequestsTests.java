package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.latchkey.auth.testing.Story;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Bodies that cannot be read: the sender's mistake, told to the sender in a page like any other, and no line for the operator. */
class UnreadableRequestsTests {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String LOGO = "/developer/applications/00000000-0000-0000-0000-000000000000/logo";

    private final URI issuer = URI.create(new Story().server().issuer());
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    @ParameterizedTest
    @DisplayName("RB-02, RB-10: a page says so, and nobody can fill the log with stack traces")
    @ValueSource(
            strings = {
                "/login " + FORM + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n",
                "/login " + FORM + "Content-Length: 12\r\n\r\nusername=%zz",
                "/login Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\na=b",
                LOGO + " Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\na=b",
                LOGO + " Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n\r\na=b",
            })
    void areAnsweredWithAPageAndNoStackTrace(String request) throws IOException {
        isRefused(post(request));
    }

    @Test
    @DisplayName("RB-02: so it is with more fields than any form has")
    void areAnsweredSoWhenThereAreTooManyFields() throws IOException {
        String body = "a=b&".repeat(500) + "c=d";
        isRefused(post("/login " + FORM + "Content-Length: " + body.length() + "\r\n\r\n" + body));
    }

    @Test
    @DisplayName("HD-09: a method that a page does not take is nothing for the log either")
    void isNothingForTheLogWhenTheMethodIsAnother() throws IOException {
        assertThat(send("DELETE /.well-known/security.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(linesFrom(Level.WARN)).isEmpty();
    }

    private void isRefused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .contains("Content-Security-Policy: default-src 'none'", "Cache-Control: no-store", "<h1>");
        assertThat(linesFrom(Level.ERROR)).isEmpty();
    }

    private List<String> linesFrom(Level level) {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** @param request the path, a space, and the rest of headers and body */
    private String post(String request) throws IOException {
        String[] parts = request.split(" ", 2);
        return send("POST " + parts[0] + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n"
                + parts[1]);
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", issuer.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
