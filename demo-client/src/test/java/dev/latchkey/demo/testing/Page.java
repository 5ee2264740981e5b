package dev.latchkey.demo.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A page as it arrived. */
public record Page(URI uri, HttpResponse<String> response) {

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    public boolean isRedirect() {
        return status() == 302 || status() == 303;
    }

    public URI location() {
        String location = header("Location");
        // URI.resolve follows RFC 2396, which had another idea of a reference that is only a query.
        return location.startsWith("?") ? URI.create(uri + location) : uri.resolve(location);
    }

    boolean staysIn(URI home) {
        return location().getAuthority().equals(home.getAuthority());
    }

    public String body() {
        return response.body();
    }

    public Document document() {
        return Jsoup.parse(body(), uri.toString());
    }

    public String heading() {
        return document().select("h1").text();
    }

    public String text() {
        return document().select("body").text();
    }

    public List<Form> forms() {
        return document().select("form").stream().map(Form::of).toList();
    }

    /** The form that goes to this path. */
    public Form form(String path) {
        List<Form> matching = forms().stream()
                .filter(form -> form.action().getPath().equals(path))
                .toList();
        assertThat(matching).as("forms of %s that go to %s", uri, path).hasSize(1);
        return matching.get(0);
    }
}
