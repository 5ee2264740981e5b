package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox.Received;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of this server when a request names another one: as its host, and as the proxy that it says it came through. */
class ForgedHostTests {

    private static final String EVIL = "evil.test";
    private static final String FORGED = String.join(
            "\r\n",
            "Host: " + EVIL,
            "X-Forwarded-Host: " + EVIL,
            "X-Forwarded-Server: " + EVIL,
            "X-Forwarded-Proto: http",
            "X-Forwarded-Port: 6666",
            "X-Forwarded-Prefix: //" + EVIL,
            "X-Original-Host: " + EVIL,
            "X-Host: " + EVIL,
            "X-Original-URL: /admin",
            "X-Rewrite-URL: /admin",
            "Forwarded: host=" + EVIL + ";proto=http;for=127.0.0.1",
            "Connection: close",
            "");

    private final Story story = new Story();
    private final URI issuer = URI.create(story.server().issuer());

    @ParameterizedTest
    @DisplayName("LG-21, AZ-32: no page, redirect or document speaks of the host that the caller named")
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/account",
                "/admin/users",
                "/nowhere",
                "/signup",
                "/password/forgot",
                "/password/reset?token=x",
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/.well-known/security.txt",
                "/.well-known/change-password",
                "/oauth2/authorize?client_id=nobody",
                "/connect/logout",
                "/userinfo",
                "/api/admin/users"
            })
    void isWrittenNowhere(String path) {
        assertThat(send("GET " + path, "", "")).startsWith("HTTP/1.1 ").doesNotContain(EVIL, "6666");
    }

    @ParameterizedTest
    @DisplayName("AZ-32: nor does an address that is given as a whole in the request line")
    @ValueSource(
            strings = {
                "http://evil.test/login",
                "http://evil.test/account",
                "http://evil.test/.well-known/openid-configuration"
            })
    void isWrittenNowhereFromTheRequestLine(String address) {
        assertThat(send("GET " + address, "", "")).startsWith("HTTP/1.1 ").doesNotContain(EVIL, "6666");
    }

    @Test
    @DisplayName("LG-21: the link of a reset leads to the issuer")
    void isNotInTheMailOfAReset() {
        TestAccount account = story.newAccounts().withPassword();
        String address = account.username() + "@example.test";

        assertThat(post("/password/forgot", Map.of("email", address)))
                .contains(" 303 ")
                .doesNotContain(EVIL);
        leadsToTheIssuer(story.server().mailbox().awaitTo(address, "Choose a new password"), "/password/reset?token=");
    }

    @Test
    @DisplayName("LG-21: the link of a sign-up leads to the issuer")
    void isNotInTheMailOfASignUp() {
        String name = "n" + UUID.randomUUID().toString().substring(0, 8);
        String address = name + "@example.test";
        String password = "gryphon lobster quadrille";

        assertThat(post(
                        "/signup",
                        Map.of(
                                "username", name,
                                "email", address,
                                "name", "New Comer",
                                "password", password,
                                "passwordConfirmation", password)))
                .contains(" 303 ")
                .doesNotContain(EVIL);
        leadsToTheIssuer(story.server().mailbox().awaitTo(address), "/signup/confirm?token=");
    }

    private void leadsToTheIssuer(Received mail, String path) {
        assertThat(mail.link()).startsWith(issuer + path);
        assertThat(mail.text() + mail.html() + mail.headers()).doesNotContain(EVIL);
    }

    /** A form as a browser posts it that was made to send other headers. */
    private String post(String path, Map<String, String> fields) {
        Browser browser = story.browser().open(path);
        Map<String, String> form = new TreeMap<>(fields);
        form.put("_csrf", browser.hiddenField("_csrf"));
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String headers = "Cookie: latchkey-csrf=" + browser.cookie("latchkey-csrf")
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n";
        return send("POST " + path, headers, body);
    }

    /** By hand: Java's client writes these headers itself. */
    private String send(String methodAndTarget, String headers, String body) {
        try (Socket socket = new Socket("localhost", issuer.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((methodAndTarget + " HTTP/1.1\r\n" + FORGED + headers + "\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
