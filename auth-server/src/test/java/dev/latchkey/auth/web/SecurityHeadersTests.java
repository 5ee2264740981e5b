package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.preview.Html;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@PreviewTest
class SecurityHeadersTests {

    private static final Map<String, String> EVERYWHERE = Map.of(
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY",
            "referrer-policy", "no-referrer",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin");

    @Autowired
    private Browser browser;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/preview/sign-in",
                "/preview/account",
                "/css/site.css",
                "/robots.txt",
                "/preview/none",
                "/preview/status/403",
                "/preview/failure/database",
                "/preview/failure/unknown",
                "/preview/failure/template",
                "/nothing;here",
                "/error",
            })
    void areOnEveryAnswer(String path) {
        for (HttpResponse<String> response : List.of(browser.open(path), browser.call(path))) {
            Map<String, String> headers = headersOf(response);
            assertThat(headers).containsAllEntriesOf(EVERYWHERE);
            assertThat(headers.get("content-security-policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")
                    .contains("form-action 'self'", "style-src 'self'", "script-src 'nonce-")
                    .doesNotContain("unsafe", "*", "http:", "https:", "data:");
            assertThat(headers.get("permissions-policy")).contains("camera=()", "geolocation=()", "microphone=()");
            assertThat(headers)
                    .doesNotContainKeys("server", "x-powered-by", "strict-transport-security", "x-xss-protection");
        }
    }

    @Test
    void eachIsWrittenOnce() {
        assertThat(browser.open("/preview/sign-in").headers().map())
                .allSatisfy((name, values) -> assertThat(values).as(name).hasSize(1));
    }

    @Test
    void haveANonceOfTheirOwnWhichThePageUses() {
        HttpResponse<String> one = browser.open("/preview/sign-in");
        HttpResponse<String> other = browser.open("/preview/sign-in");
        assertThat(nonce(one)).isNotEqualTo(nonce(other)).matches("[A-Za-z0-9+/]{22}==");
        assertThat(Html.parse(one.body()).elements("script"))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        script -> assertThat(script.getAttributeValue("nonce")).isEqualTo(nonce(one)));
    }

    @Test
    void promiseHttpsOnlyOverHttps() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login");
        request.setSecure(true);
        MockHttpServletResponse response = new MockHttpServletResponse();

        SecurityHeaders.write(request, response);

        assertThat(response.getHeader("Strict-Transport-Security")).isEqualTo("max-age=63072000; includeSubDomains");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/preview/sign-in",
                "/preview/account",
                "/preview/none",
                "/css/none.css",
                "/preview/failure/database"
            })
    void forbidToKeepPagesAndErrors(String path) {
        assertThat(headersOf(browser.open(path))).containsEntry("cache-control", "no-store");
    }

    @Test
    void letPublishedKeysAndMetadataBeKeptAndReadFromAnywhere() {
        for (String path : new String[] {"/oauth2/jwks", "/.well-known/openid-configuration"}) {
            MockHttpServletResponse response = new MockHttpServletResponse();
            SecurityHeaders.write(new MockHttpServletRequest("GET", path), response);
            assertThat(response.getHeader("Cache-Control")).isEqualTo("public, max-age=300");
            assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");
        }
        assertThat(browser.call("/oauth2/token").headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void doNotLetAnErrorAboutPublishedDataBeKept() {
        // Nothing is published by the preview, so this is an error about a path that may be kept.
        HttpResponse<String> response = browser.call("/.well-known/openid-configuration");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(headersOf(response)).containsEntry("cache-control", "no-store");
    }

    private static String nonce(HttpResponse<String> response) {
        return headersOf(response).get("content-security-policy").replaceFirst(".*'nonce-([^']+)'.*", "$1");
    }

    private static Map<String, String> headersOf(HttpResponse<String> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(" AND ", values)));
        return headers;
    }
}
