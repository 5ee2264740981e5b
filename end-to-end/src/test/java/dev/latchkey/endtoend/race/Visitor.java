package dev.latchkey.endtoend.race;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser that is led now to one node and now to the other, as behind a load balancer. The nodes of the house call their
 * cookies differently, as one is on https: each is sent under both names.
 */
final class Visitor {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern COOKIE = Pattern.compile("(?:__Host-)?([^=]+)=([^;]*)");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final String SESSION = "latchkey-session";

    private final Map<String, String> cookies = new TreeMap<>();
    private String csrf = "";

    /** Opens a page, and takes its token along. */
    HttpResponse<String> open(URI node, String path) {
        HttpResponse<String> page =
                kept(await(HTTP.sendAsync(to(node, path).GET().build(), BodyHandlers.ofString())));
        Matcher token = CSRF.matcher(page.body());
        if (token.find()) {
            csrf = token.group(1);
        }
        return page;
    }

    HttpResponse<String> submit(URI node, String path, Map<String, String> fields) {
        return kept(await(HTTP.sendAsync(form(node, path, fields), BodyHandlers.ofString())));
    }

    /** A form that is ready to be sent. */
    HttpRequest form(URI node, String path, Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.put("_csrf", csrf);
        String body = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return to(node, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** Sends them all at once. */
    static List<HttpResponse<String>> race(List<HttpRequest> requests) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        requests.forEach(request -> answers.add(HTTP.sendAsync(request, BodyHandlers.ofString())));
        return answers.stream().map(Visitor::await).toList();
    }

    /** Whether this answer gives the browser a session that it did not have. */
    static boolean opensSession(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(COOKIE::matcher)
                .anyMatch(cookie -> cookie.lookingAt()
                        && cookie.group(1).equals(SESSION)
                        && !cookie.group(2).isEmpty());
    }

    private HttpRequest.Builder to(URI node, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.resolve(path)).header("Accept", "text/html,application/json");
        return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .map(cookie -> cookie + "; __Host-" + cookie)
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> kept(HttpResponse<String> answer) {
        for (String header : answer.headers().allValues("Set-Cookie")) {
            Matcher cookie = COOKIE.matcher(header);
            if (cookie.lookingAt()) {
                cookies.put(cookie.group(1), cookie.group(2));
            }
        }
        return answer;
    }

    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer) {
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UncheckedIOException(new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
