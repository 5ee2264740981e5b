package dev.latchkey.demo.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser: keeps cookies, fills in forms, and follows redirects as long as they stay in the application. */
public class Browser {

    private final URI home;

    private final AuthorizationServer authorizationServer;

    private final CookieManager cookies;

    private final HttpClient http;

    public Browser(int port, AuthorizationServer authorizationServer) {
        this(port, authorizationServer, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    private Browser(int port, AuthorizationServer authorizationServer, CookieManager cookies) {
        this.home = URI.create("http://localhost:" + port);
        this.authorizationServer = authorizationServer;
        this.cookies = cookies;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The same browser at another application of the same host, to which it sends the same cookies. */
    public Browser at(int otherPort) {
        return new Browser(otherPort, authorizationServer, cookies);
    }

    public Page open(String path) {
        return open(home.resolve(path));
    }

    public Page open(URI uri) {
        return follow(request(uri).GET());
    }

    public Page open(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(home.resolve(path)).GET();
        headers.forEach(request::header);
        return follow(request);
    }

    /** Sends this form with these fields changed. */
    public Page submit(Form form, Map<String, String> changes) {
        return post(form.action(), form.with(changes), Map.of("Sec-Fetch-Site", "same-origin"));
    }

    public Page post(URI uri, Map<String, String> fields, Map<String, String> headers) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return follow(request);
    }

    /** Sends this form with this file in its file field. */
    public Page upload(Form form, String field, byte[] file) {
        String boundary = "boundary-of-the-parts";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        form.fields()
                .forEach((name, value) -> body.writeBytes(("--" + boundary
                                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"; filename=\"picture.png\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return follow(request(form.action())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Starts a sign-in and returns the authorization request. */
    public URI startSignIn() {
        return leavesFor(open("/oauth2/authorization/latchkey"));
    }

    /** Where this answer sends the browser: to the authorization server. */
    public URI leavesFor(Page page) {
        assertThat(page.status()).isEqualTo(302);
        URI location = page.location();
        assertThat(location.toString()).startsWith(authorizationServer.issuer());
        return location;
    }

    /** Signs in as the grant says and returns the page on which the browser ends up. */
    public Page signIn(Grant grant) {
        return open(authorizationServer.allow(startSignIn(), grant));
    }

    public URI url(String path) {
        return home.resolve(path);
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    /** What happens when the server forgets the session but the browser keeps its cookie. */
    public void spoilSession() {
        HttpCookie session = sessionCookie();
        session.setValue("0123456789ABCDEF0123456789ABCDEF");
    }

    public HttpCookie sessionCookie() {
        return cookies().stream()
                .filter(cookie -> cookie.getName().equals(AuthorizationServer.CLIENT_ID + "_session"))
                .findFirst()
                .orElseThrow();
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Accept", "text/html").header("Accept-Language", "en");
    }

    private Page follow(HttpRequest.Builder request) {
        Page page = send(request.build());
        for (int redirects = 0; page.isRedirect() && page.staysIn(home); redirects++) {
            assertThat(redirects).as("redirects").isLessThan(10);
            page = send(request(page.location()).GET().build());
        }
        return page;
    }

    private Page send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Page(request.uri(), response);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
