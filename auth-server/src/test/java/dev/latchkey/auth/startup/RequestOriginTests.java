package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** What a request looks like behind the valves, on a real Tomcat. */
class RequestOriginTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private WebServer server;

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void hasTheAddressOfTheIssuerWhateverTheCallerSays() throws Exception {
        start("https://id.example.com", List.of());
        assertThat(get(
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Proto",
                        "http",
                        "Forwarded",
                        "host=evil.example"))
                .contains("url=https://id.example.com/where")
                .contains("secure=true")
                .contains("forwarding=[]");
    }

    @Test
    void hasThePortOfTheIssuer() throws Exception {
        start("http://localhost:9000", List.of());
        assertThat(get()).contains("url=http://localhost:9000/where").contains("secure=false");
    }

    @Test
    void redirectsWithinTheIssuerWhateverTheHostHeaderSays() throws Exception {
        start("https://id.example.com", List.of());
        try (var socket = new java.net.Socket("127.0.0.1", server.getPort())) {
            socket.getOutputStream()
                    .write("GET /redirect HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes()))
                    .contains("Location: https://id.example.com/there")
                    .doesNotContain("evil");
        }
    }

    @Test
    void comesFromThePeerWhenNoProxyIsTrusted() throws Exception {
        start("https://id.example.com", List.of());
        assertThat(get("X-Forwarded-For", "203.0.113.9")).contains("client=127.0.0.1");
    }

    @Test
    void comesFromThePeerWhenThePeerIsNoTrustedProxy() throws Exception {
        start("https://id.example.com", List.of("10.0.0.0/8"));
        assertThat(get("X-Forwarded-For", "203.0.113.9")).contains("client=127.0.0.1");
    }

    @Test
    void comesFromTheLastAddressThatATrustedProxySaw() throws Exception {
        start("https://id.example.com", List.of("127.0.0.1", "10.0.0.0/8"));
        // What stands to the left was written by the client, and claims to be somebody else.
        assertThat(get("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 10.1.2.3"))
                .contains("client=203.0.113.9")
                .contains("forwarding=[]");
    }

    private void start(String issuer, List<String> trustedProxies) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(java.net.InetAddress.getLoopbackAddress());
        new TomcatConfiguration()
                .requestOrigin(new InstallationProperties(issuer, Path.of("data"), trustedProxies))
                .customize(factory);
        factory.addContextCustomizers(context -> context.setUseRelativeRedirects(false));
        server = factory.getWebServer(
                context -> context.addServlet("where", new Where()).addMapping("/"));
        server.start();
    }

    private String get(String... headers) throws Exception {
        return send(request(headers).GET()).body();
    }

    private HttpRequest.Builder request(String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + "/where"));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** Says what it was told about itself. */
    private static final class Where extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getRequestURI().equals("/redirect")) {
                response.sendRedirect("/there");
                return;
            }
            List<String> forwarding = Collections.list(request.getHeaderNames()).stream()
                    .filter(name -> name.toLowerCase().contains("forwarded"))
                    .toList();
            response.getWriter()
                    .printf(
                            "url=%s secure=%s client=%s forwarding=%s",
                            request.getRequestURL(), request.isSecure(), request.getRemoteAddr(), forwarding);
        }
    }
}
