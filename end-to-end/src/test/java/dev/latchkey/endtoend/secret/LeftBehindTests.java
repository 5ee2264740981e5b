package dev.latchkey.endtoend.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A stolen database is not a stolen identity, and neither is a log file. Runs last, so that what all other tests wrote is
 * searched as well.
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
