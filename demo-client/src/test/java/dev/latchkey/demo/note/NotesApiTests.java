package dev.latchkey.demo.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** What a server that behaves never does. */
class NotesApiTests {

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void doesNotTakeHalfAnArchiveForAWholeOne() throws Exception {
        Thread answering = answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        ByteArrayOutputStream received = new ByteArrayOutputStream();

        assertThatThrownBy(() -> api().copy("/notes/export", () -> received))
                .as("nothing that leads to an error page, which would become a part of the file")
                .isInstanceOf(UncheckedIOException.class);

        answering.join();
        assertThat(received.toString(StandardCharsets.US_ASCII)).isEqualTo("half");
    }

    @Test
    void asksForNoDestinationWhenThereIsNothingToCopy() throws Exception {
        Thread answering = answer("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");

        assertThatThrownBy(() -> api().copy("/notes/export", () -> {
                    throw new AssertionError("nothing to copy");
                }))
                .isInstanceOf(NotesApiException.Unavailable.class);

        answering.join();
    }

    private NotesApi api() {
        return new NotesApi(
                RestClient.builder(),
                ClientHttpRequestFactoryBuilder.detect(),
                HttpClientSettings.defaults(),
                new NotesProperties(URI.create("http://localhost:" + server.getLocalPort())),
                new OAuth2ClientHttpRequestInterceptor(request -> null),
                JsonMapper.builder().build());
    }

    private Thread answer(String bytes) {
        Thread thread = new Thread(() -> {
            try (Socket client = server.accept()) {
                int last = 0;
                // Until the empty line that ends the request.
                for (int read = client.getInputStream().read();
                        !(read == '\r' && last == '\n');
                        read = client.getInputStream().read()) {
                    last = read;
                }
                client.getInputStream().read();
                client.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        thread.start();
        return thread;
    }
}
