package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.preview.Html;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PreviewTest
class StaticFilesTests {

    @Autowired
    private Browser browser;

    @Test
    void areLinkedByNamesThatMayBeKeptForEver() {
        Html page = Html.parse(browser.open("/preview/sign-in").body());
        assertThat(page.elements("link").map(link -> link.getAttributeValue("href")))
                .hasSize(2)
                .allSatisfy(this::isKeptForEver);
        assertThat(page.elements("script").map(script -> script.getAttributeValue("src")))
                .hasSizeGreaterThan(1)
                .allSatisfy(this::isKeptForEver);
    }

    private void isKeptForEver(String path) {
        assertThat(path).matches("/(css|js|img)/[a-z-]+-[0-9a-f]{32}\\.(css|js|svg)");
        HttpResponse<String> file = browser.open(path);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
    }

    @Test
    void underTheirPlainNamesAreAskedForAgain() {
        HttpResponse<String> file = browser.open("/css/site.css");
        assertThat(file.headers().firstValue("cache-control")).contains("no-cache");
        String modified = file.headers().firstValue("last-modified").orElseThrow();
        assertThat(browser.open("/css/site.css", "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
    }

    @Test
    void underAWrongHashAreNotThere() {
        HttpResponse<String> response = browser.open("/css/site-" + "0".repeat(32) + ".css");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    }
}
