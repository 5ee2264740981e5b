package dev.latchkey.auth.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A person's browser: keeps cookies, follows redirects within the server, fills in and submits the form of a page. */
public final class Browser {

    private static final Pattern FORM =
            Pattern.compile("<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>", Pattern.DOTALL);

    private final AuthServer server;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private HttpResponse<String> page;

    public Browser(AuthServer server) {
        this.server = server;
    }

    /** Opens an address and follows redirects for as long as they stay on the server. */
    public Browser open(String url) {
        return send(HttpRequest.newBuilder(absolute(url)).GET());
    }

    /** Opens an address and stops at the first answer. */
    public HttpResponse<String> openWithoutFollowing(String url) {
        page = exchange(HttpRequest.newBuilder(absolute(url)).GET());
        return page;
    }

    /** Sends an empty request with the cookies of this browser, and stops at the first answer. */
    public HttpResponse<String> sendWithoutFollowing(String method, String url) {
        return exchange(HttpRequest.newBuilder(absolute(url)).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** Submits the form that leads to this path, its hidden fields and ticked boxes included, with these fields. */
    public Browser submit(String action, Map<String, String> fields) {
        return post(action, form(action), fields);
    }

    /** Submits the form that leads to this path with a file in it. */
    public Browser upload(String action, String field, byte[] content) {
        String boundary = "boundary-of-a-test";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        form(action)
                .forEach(hidden -> part(body, boundary, "name=\"" + hidden.getKey() + "\"", bytes(hidden.getValue())));
        part(body, boundary, "name=\"" + field + "\"; filename=\"../../a.png\"\r\nContent-Type: image/png", content);
        body.writeBytes(bytes("--" + boundary + "--\r\n"));
        return send(HttpRequest.newBuilder(absolute(action))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void part(ByteArrayOutputStream body, String boundary, String disposition, byte[] content) {
        body.writeBytes(bytes("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"));
        body.writeBytes(content);
        body.writeBytes(bytes("\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Submits the form and stops at the first answer. */
    public HttpResponse<String> submitWithoutFollowing(String action, Map<String, String> fields) {
        page = exchange(post(action, body(form(action), fields)));
        return page;
    }

    /** The same, without the field that a test wants to leave out or forge. */
    public Browser submitWithout(String missing, String action, Map<String, String> fields) {
        List<Map.Entry<String, String>> form = form(action);
        form.removeIf(field -> field.getKey().equals(missing));
        return post(action, form, fields);
    }

    /** Posts exactly these fields, as a page of somebody else could. */
    public Browser postRaw(String path, Map<String, String> fields) {
        return post(path, new ArrayList<>(), fields);
    }

    /** Posts a form as it is written here. */
    public Browser postForm(String path, String form) {
        return send(post(path, form));
    }

    public Browser signIn(TestAccount account) {
        open("/login");
        submit("/login", Map.of("username", account.username(), "password", account.password()));
        if (account.hasTotp() && at("/mfa/totp")) {
            submit("/mfa/totp", Map.of("code", account.nextCode()));
        }
        return this;
    }

    public HttpResponse<String> page() {
        return page;
    }

    /** Whether the page shown is at this path. */
    public boolean at(String path) {
        return page.statusCode() < 300 && page.uri().getPath().equals(path);
    }

    /** Where the last answer would have led off the server. */
    public URI leftFor() {
        return URI.create(page.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(
                        "Not a redirect: " + page.statusCode() + " " + page.uri() + "\n" + page.body())));
    }

    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    public CookieManager cookies() {
        return cookies;
    }

    /** The value of a hidden field of the page. */
    public String hiddenField(String name) {
        Matcher inputs = INPUT.matcher(page.body());
        while (inputs.find()) {
            if (name.equals(attribute(inputs.group(), "name"))) {
                return attribute(inputs.group(), "value");
            }
        }
        throw new AssertionError("No field " + name + " on the page\n" + page.body());
    }

    /** The response that the page shown posts to an application (OAuth 2.0 Form Post Response Mode). */
    public Redirect formPost() {
        Matcher forms = FORM.matcher(page.body());
        if (!forms.find()) {
            throw new AssertionError("No form on " + page.statusCode() + "\n" + page.body());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(forms.group(2));
        while (inputs.find()) {
            fields.put(attribute(inputs.group(), "name"), attribute(inputs.group(), "value"));
        }
        return new Redirect(HtmlUtils.htmlUnescape(forms.group(1)), fields);
    }

    private List<Map.Entry<String, String>> form(String action) {
        Matcher forms = FORM.matcher(page.body());
        while (forms.find()) {
            if (HtmlUtils.htmlUnescape(forms.group(1)).split("\\?")[0].equals(action)) {
                List<Map.Entry<String, String>> fields = new ArrayList<>();
                Matcher inputs = INPUT.matcher(forms.group(2));
                while (inputs.find()) {
                    String input = inputs.group();
                    String type = attribute(input, "type");
                    boolean sent = !input.contains("disabled")
                            && (type.equals("hidden") || (type.equals("checkbox") && input.contains("checked")));
                    if (sent) {
                        fields.add(Map.entry(attribute(input, "name"), attribute(input, "value")));
                    }
                }
                return fields;
            }
        }
        throw new AssertionError(
                "No form to " + action + " on " + page.uri() + " " + page.statusCode() + "\n" + page.body());
    }

    private static String attribute(String input, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(input);
        return matcher.find() ? HtmlUtils.htmlUnescape(matcher.group(1)) : "";
    }

    private Browser post(String path, List<Map.Entry<String, String>> form, Map<String, String> fields) {
        return send(post(path, body(form, fields)));
    }

    private static String body(List<Map.Entry<String, String>> form, Map<String, String> fields) {
        Map<String, List<String>> body = new LinkedHashMap<>();
        form.forEach(field ->
                body.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue()));
        fields.forEach((name, value) -> body.put(name, List.of(value)));
        return body.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(absolute(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private Browser send(HttpRequest.Builder request) {
        page = exchange(request);
        for (int hops = 0; hops < 10 && page.statusCode() / 100 == 3; hops++) {
            URI next = page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
            if (!next.toString().startsWith(server.issuer() + "/")) {
                return this;
            }
            page = exchange(HttpRequest.newBuilder(next).GET());
        }
        return this;
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI absolute(String url) {
        return URI.create(url.startsWith("/") ? server.url(url) : url);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
