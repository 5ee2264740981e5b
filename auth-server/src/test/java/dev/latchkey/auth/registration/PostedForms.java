package dev.latchkey.auth.registration;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Posts forms by the thousand: with a CSRF token that was fetched once, and without reading the page each time. */
final class PostedForms {

    private final AuthServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String token;
    private final String cookie;

    PostedForms(AuthServer server) {
        this.server = server;
        Browser browser = new Browser(server).open("/login");
        this.token = browser.hiddenField("_csrf");
        this.cookie = "latchkey-csrf=" + browser.cookie("latchkey-csrf");
    }

    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return post(path, List.copyOf(fields.entrySet()));
    }

    HttpResponse<String> post(String path, List<Map.Entry<String, String>> fields)
            throws IOException, InterruptedException {
        String form = fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(path, "application/x-www-form-urlencoded", "_csrf=" + encode(token) + "&" + form);
    }

    HttpResponse<String> send(String path, String contentType, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url(path)))
                        .header("Content-Type", contentType)
                        .header("Accept", "text/html")
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
