package dev.latchkey.endtoend.theft;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.Client;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.house.Totp;
import dev.latchkey.endtoend.library.NodeScripts;
import dev.latchkey.endtoend.library.RelyingPartyTask;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stolen database is not a stolen identity, and neither is a log file. Runs last, so that what other tests made
 * this house write is searched as well.
 */
@EndToEnd
@Order(Integer.MAX_VALUE)
class LeftBehindTests {

    /** No secret. */
    private static final Secret KNOWN = new Secret("known", "alice@example.test");

    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    @Test
    void keepsNoSecretInTheDatabaseItsFilesOrTheLogs(House house, People people) throws SQLException, IOException {
        List<Secret> secrets = new ArrayList<>();
        house.accounts().forEach(account -> secrets.addAll(of(account)));
        house.clients().forEach(client -> secrets.add(of(client)));
        secrets.addAll(ofRelyingParty(house));
        secrets.addAll(ofBrowser(house, people));
        secrets.addAll(NewcomerSecrets.of(house, people.bob()));
        secrets.addAll(ofAdministrator(house, people.admin()));
        secrets.add(ofPushedRequest(house));

        Map<String, String> dump = Dump.of(house.authDatabase());
        secrets.add(KNOWN);
        List<String> found = new ArrayList<>();
        dump.forEach((table, rows) -> found.addAll(search(rows, table, secrets, true)));
        for (Path file : databaseFiles(house)) {
            found.addAll(search(Files.readString(file, ISO_8859_1), "file " + file.getFileName(), secrets, false));
        }
        assertThat(found)
                .as("what is known to be there is found: the search looks in the right places")
                .contains("known is in public.account")
                .anyMatch(place -> place.startsWith("known is in file"));
        found.removeIf(place -> place.startsWith("known is in"));
        secrets.remove(KNOWN);

        for (Path log : house.logs()) {
            String text = Files.readString(log, UTF_8);
            assertThat(text).as("%s is written at the level DEBUG", log).contains(" DEBUG ");
            found.addAll(search(text, log.getFileName().toString(), secrets, true));
        }

        assertThat(found).isEmpty();
    }

    private static List<String> search(String text, String where, List<Secret> secrets, boolean isText) {
        return secrets.stream()
                .filter(secret ->
                        (isText ? secret.inText() : secret.inBytes()).stream().anyMatch(text::contains))
                .map(secret -> "%s is in %s".formatted(secret, where))
                .toList();
    }

    private static List<Secret> of(Account account) {
        List<Secret> secrets = new ArrayList<>();
        secrets.add(new Secret("password of " + account, account.password()));
        account.totpSecret().ifPresent(seed -> {
            secrets.add(new Secret("TOTP seed of " + account, seed));
            // The seed itself: a secret in Base64 is searched for as the bytes it stands for, too.
            secrets.add(new Secret("bytes of the TOTP seed of " + account, base64(seed)));
        });
        return secrets;
    }

    private static Secret of(Client client) {
        return new Secret("secret of client " + client, client.secret());
    }

    /** Code, verifier, two generations of tokens and all cookies of a sign-in with two factors. */
    private static List<Secret> ofRelyingParty(House house) {
        JsonNode result = NodeScripts.run("openid-client.js", RelyingPartyTask.as(house.alice(), house));
        List<Secret> secrets = new ArrayList<>();
        for (JsonNode value : result.at("/secrets")) {
            secrets.add(new Secret("value %d of the relying party".formatted(secrets.size()), value.asString()));
        }
        assertThat(secrets).as("a code, a verifier, seven tokens and cookies").hasSizeGreaterThan(9);
        return secrets;
    }

    private static List<Secret> ofBrowser(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());
        demo.writeNote("Left behind", "Only this");
        List<Secret> secrets = new ArrayList<>();
        bob.browser().cookies().forEach(cookie -> {
            if (cookie.httpOnly) {
                secrets.add(new Secret("cookie " + cookie.name, cookie.value));
            }
        });
        List<Secret> codes = bob.visited().stream()
                .map(URI::toString)
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(matcher -> new Secret("code in the browser", matcher.group(1)))
                .toList();
        assertThat(codes).isNotEmpty();
        assertThat(secrets).isNotEmpty();
        secrets.addAll(codes);
        return secrets;
    }

    /** What an administrator is shown once, and the link of a recovery that they begin. */
    private static List<Secret> ofAdministrator(House house, Person admin) {
        Page page = admin.page();
        page.navigate(house.issuer().resolve("/login").toString());
        admin.givesPassword();
        admin.givesSecondFactorIfEnrolled();
        page.waitForURL(house.issuer().resolve("/account").toString());
        page.navigate(house.issuer().resolve("/admin/registration-tokens").toString());
        page.locator("input[name=description]").fill("Left behind");
        page.locator("main form button").first().click();
        Secret token =
                new Secret("initial access token", page.locator(".shown-once").textContent());
        page.navigate(house.issuer().resolve("/admin/users?search=dana").toString());
        page.locator("main a[href^='/admin/users/']:not([href$='/new'])")
                .first()
                .click();
        page.locator("a[href$='/recovery']").click();
        page.locator("input[name=confirmation]").fill("dana");
        page.locator("main form button").first().click();
        String link = page.locator(".shown-once").textContent();
        return List.of(token, new Secret("link of a recovery", link.substring(link.indexOf("token=") + 6)));
    }

    /** The handle of a pushed authorization request (RFC 9126 §2.2): whoever has it can continue the request. */
    private static Secret ofPushedRequest(House house) throws IOException {
        Client client = house.demo();
        String form = "response_type=code&scope=openid&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri="
                + URLEncoder.encode(client.redirectUri().toString(), UTF_8);
        HttpRequest request = HttpRequest.newBuilder(house.issuer().resolve("/oauth2/par"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((client.id() + ":" + client.secret()).getBytes(UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            String answer = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            String handle =
                    JsonMapper.shared().readTree(answer).path("request_uri").asString();
            return new Secret("handle of a pushed request", handle.substring(handle.lastIndexOf(':') + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static List<Path> databaseFiles(House house) throws IOException {
        try (Stream<Path> files = Files.walk(house.authDatabase().dataFolder())) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found)
                    .as("the write-ahead log is among the files")
                    .anyMatch(file -> file.toString().contains("pg_wal"));
            return found;
        }
    }

    private static String base64(String base32) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Totp.base32(base32));
    }
}
