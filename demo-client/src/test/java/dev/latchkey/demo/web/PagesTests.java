package dev.latchkey.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTests extends BrowserTest {

    @BeforeEach
    void writeANoteAndThrowOneAway() {
        notes.hasWithPicture(id, "Milk", "\"p1\"", new byte[] {1}, "image/png");
        notes.hasTrash(id, "Old plans");
        browser.signIn(Grant.alice());
    }

    private final UUID id = UUID.randomUUID();

    private final List<String> pages = List.of(
            "/",
            "/notes",
            "/notes/new",
            "/notes/" + id,
            "/notes/" + id + "/edit",
            "/notes/" + id + "/delete",
            "/notes/" + id + "/picture",
            "/notes/trash",
            "/notes/delete-all",
            "/notes/export",
            "/who-am-i",
            "/what-just-happened",
            "/no-such-page",
            "/refused;by=the-firewall",
            "/notes/no-such-note");

    @Test
    void carryThePolicyWithANonceOfTheirOwn() {
        Set<String> nonces = new HashSet<>();
        for (String path : pages) {
            Page page = browser.open(path);
            String policy = page.header("Content-Security-Policy");
            Matcher nonce = Pattern.compile("script-src 'nonce-([^']{22})'").matcher(policy);
            assertThat(nonce.find())
                    .as("nonce in the policy of %s: %s", path, policy)
                    .isTrue();
            assertThat(nonces.add(nonce.group(1))).as("new nonce for %s", path).isTrue();
            assertThat(policy)
                    .as(path)
                    .isEqualTo("default-src 'none'; script-src 'nonce-N'; style-src 'nonce-N'; img-src 'self'; "
                                    .replace("-N", "-" + nonce.group(1))
                            + "form-action 'self' " + authorizationServer.issuer()
                            + "; base-uri 'none'; object-src 'none'; frame-ancestors 'none'");
            assertThat(page.document().select("script, link[rel=stylesheet]"))
                    .as("scripts and styles of %s", path)
                    .hasSize(2)
                    .allSatisfy(element -> assertThat(element.attr("nonce")).isEqualTo(nonce.group(1)));
        }
    }

    @Test
    void carryTheOtherHeaders() {
        for (String path : pages) {
            Page page = browser.open(path);
            assertThat(page.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(page.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(page.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(page.header("Permissions-Policy")).as(path).contains("camera=()", "geolocation=()");
            assertThat(page.header("Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
            assertThat(page.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
            assertThat(page.header("Cache-Control")).as(path).contains("no-store");
            assertThat(page.header("Server")).as(path).isEmpty();
        }
    }

    @Test
    void haveNeitherInlineScriptsNorInlineStyles() {
        for (String path : pages) {
            var document = browser.open(path).document();
            assertThat(document.select("style, [style], script:not([src])"))
                    .as(path)
                    .isEmpty();
            assertThat(document.getAllElements())
                    .as(path)
                    .allSatisfy(element -> assertThat(element.attributes())
                            .noneMatch(attribute -> attribute.getKey().startsWith("on")));
        }
    }

    @Test
    void protectEveryFormThatChangesSomething() {
        Set<String> actions = new HashSet<>();
        for (String path : pages) {
            assertThat(browser.open(path).forms())
                    .as("forms of %s", path)
                    .filteredOn(form -> form.method().equals("post"))
                    .allSatisfy(form -> {
                        actions.add(form.action().getPath());
                        assertThat(form.fields()).containsKey("_csrf");
                        Map<String, String> forged = new HashMap<>(form.fields());
                        forged.put("_csrf", "forged");
                        assertThat(browser.post(form.action(), forged, Map.of()).status())
                                .as("forged token to %s", form.action())
                                .isEqualTo(403);
                        forged.remove("_csrf");
                        assertThat(browser.post(form.action(), forged, Map.of()).status())
                                .as("no token to %s", form.action())
                                .isEqualTo(403);
                    });
        }
        assertThat(actions)
                .contains(
                        "/logout",
                        "/notes",
                        "/notes/" + id,
                        "/notes/" + id + "/delete",
                        "/notes/" + id + "/picture",
                        "/notes/" + id + "/picture/remove",
                        "/notes/delete-all",
                        "/notes/trash/" + id + "/restore",
                        "/notes/trash/" + id + "/remove");
        assertThat(notes.requests(RequestMethod.POST, "/notes")).isEmpty();
        assertThat(browser.open("/notes").status()).as("still signed in").isEqualTo(200);
    }

    @Test
    void doNotPutTheCsrfTokenIntoAddresses() {
        assertThat(browser.open("/notes").forms())
                .filteredOn(form -> !form.method().equals("post"))
                .hasSize(1)
                .allSatisfy(form -> assertThat(form.fields()).containsOnlyKeys("q"));
    }

    @Test
    void haveOneHeadingOneMainAndALanguage() {
        for (String path : pages) {
            var document = browser.open(path).document();
            assertThat(document.select("h1")).as(path).hasSize(1);
            assertThat(document.select("main#content")).as(path).hasSize(1);
            assertThat(document.select("html").attr("lang")).as(path).isEqualTo("en");
            assertThat(document.title()).as(path).endsWith("· Latchkey Notes");
        }
    }

    @Test
    void saySoOnlyWhenSomethingIsWrongOrDone() {
        for (String path : pages) {
            Page page = browser.open(path);
            assertThat(page.document().select("[role=alert], [role=status]"))
                    .as(path)
                    .isEmpty();
            assertThat(page.body()).as("messages of %s", path).doesNotContain("??");
        }
    }

    @Test
    void speakTheLanguageThatWasChosen() {
        Page page = browser.open("/notes?lang=de");

        assertThat(page.heading()).isEqualTo("Notizen");
        assertThat(page.document().select("html").attr("lang")).isEqualTo("de");
        assertThat(browser.open("/who-am-i").heading()).isEqualTo("Wer bin ich?");
        assertThat(browser.open("/notes?lang=tlh").heading())
                .as("unknown language")
                .isEqualTo("Notizen");
    }

    @Test
    void nameTheRequestOnErrorPagesAndNothingElse() {
        Page page = browser.open("/no-such-page?token=secret");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.document().select("main code").text()).matches("[0-9a-f-]{36}");
        assertThat(page.body()).doesNotContain("secret", "Exception", "org.springframework", "timestamp");
    }

    @Test
    void sayNothingAboutTheServerEvenWhenTheServerRefusesTheRequestItself() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write("GET /%zz HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff")
                    .endsWith("\r\n\r\n400")
                    .doesNotContainIgnoringCase("tomcat");
        }
    }

    @Test
    void letBrowsersKeepWhatNeverChanges() {
        var document = browser.open("/").document();
        for (String address : List.of(
                document.select("link[rel=stylesheet]").attr("href"),
                document.select("script").attr("src"),
                document.select("link[rel=icon]").attr("href"))) {
            assertThat(address).matches("/(css|js|img)/\\w+-[0-9a-f]{32}\\.\\w+");
            Page file = browser.open(address);
            assertThat(file.status()).as(address).isEqualTo(200);
            assertThat(file.headers("Cache-Control")).as(address).containsExactly("max-age=31536000");
            assertThat(file.header("X-Content-Type-Options")).as(address).isEqualTo("nosniff");
        }
    }

    @Test
    void tellMachinesAsLittle() throws Exception {
        var response = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(browser.url("/error"))
                                .header("Accept", "application/json")
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());

        assertThat(response.body()).matches("\\{(\"status\":500|\"reference\":\"[0-9a-f-]{36}\"|,){3}}");
    }
}
