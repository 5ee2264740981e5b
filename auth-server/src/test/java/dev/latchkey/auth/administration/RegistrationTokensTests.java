package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the tokens with which applications register. */
class RegistrationTokensTests {

    private static final String PAGE = "/admin/registration-tokens";
    private static final Pattern TOKEN = Pattern.compile("class=\"shown-once\">([^<]+)<");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final TestAccount account = people.administrator();
    private final String description = "For " + UUID.randomUUID();
    private Browser admin;

    @BeforeEach
    void signIn() {
        admin = story.browserOf(account).open(PAGE);
    }

    @Test
    void makesATokenThatIsShownOnceAndWorksAsOftenAsItSays() {
        String token = create(Map.of("uses", "2", "redirectHosts", "Dynamic.test"));

        assertThat(admin.page().statusCode()).isEqualTo(201);
        assertThat(admin.page().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
        assertThat(admin.open(PAGE).page().body()).contains(description).doesNotContain(token);
        assertThat(story.server()
                        .database()
                        .sql("select t::text from initial_access_token t where description = :description")
                        .param("description", description)
                        .query(String.class)
                        .single())
                .doesNotContain(token);
        assertThat(register(token, "https://other.test/cb")).isEqualTo(400);
        assertThat(register(token, "https://dynamic.test/cb")).isEqualTo(201);
        assertThat(register(token, "https://dynamic.test/cb")).isEqualTo(201);
        assertThat(register(token, "https://dynamic.test/cb")).isEqualTo(401);
        assertThat(events()).isEqualTo("INITIAL_ACCESS_TOKEN_CREATED " + people.idOf(account));
    }

    @Test
    void takesATokenBackAndLeavesWhatWasRegistered() {
        String token = create(Map.of("uses", "9"));
        assertThat(register(token, "https://dynamic.test/cb")).isEqualTo(201);
        String id = story.server()
                .database()
                .sql("select id::text from initial_access_token where description = :description")
                .param("description", description)
                .query(String.class)
                .single();

        admin.open(PAGE).submit(PAGE + "/" + id + "/revocation", Map.of());

        assertThat(admin.page().uri().getQuery()).isEqualTo("done=revoked");
        assertThat(admin.page().body()).doesNotContain(PAGE + "/" + id + "/revocation");
        assertThat(register(token, "https://dynamic.test/cb")).isEqualTo(401);
        assertThat(events()).endsWith("INITIAL_ACCESS_TOKEN_REVOKED " + people.idOf(account));
    }

    @ParameterizedTest
    @CsvSource({
        "uses, 0",
        "uses, 1001",
        "uses, -1",
        "uses, many",
        "uses, 99999999999999999999",
        "days, 0",
        "days, 366",
        "days, ''",
        "scopes, no-such-scope",
        "redirectHosts, https://app.test/",
        "redirectHosts, -app.test",
        "redirectHosts, *.test",
        "description, ''",
        "description, 'a\0b'",
        "description, 'a\u202eb'"
    })
    void refusesWhatCannotBeMeant(String field, String value) {
        Rows before = Rows.of(story.server());

        submit(Map.of(field, value));

        assertThat(admin.page().statusCode()).isEqualTo(400);
        assertThat(admin.page().body()).contains("role=\"alert\"");
        assertThat(Rows.of(story.server())).isEqualTo(before);
    }

    @Test
    @DisplayName("AD-05: making a token takes a factor of the last ten minutes")
    void asksAgainFirst() {
        people.letFactorsAge(account, Duration.ofMinutes(11));
        Rows before = Rows.of(story.server());

        submit(Map.of());

        assertThat(admin.page().uri().getPath()).isIn("/reauthenticate", "/mfa/totp");
        assertThat(Rows.of(story.server())).isEqualTo(before);
    }

    private String create(Map<String, String> fields) {
        submit(fields);
        Matcher token = TOKEN.matcher(admin.page().body());
        assertThat(token.find()).as(admin.page().body()).isTrue();
        return token.group(1);
    }

    private void submit(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(Map.of("description", description, "uses", "1", "days", "7"));
        all.putAll(fields);
        admin.submit(PAGE, all);
    }

    private int register(String token, String redirectUri) {
        return RelyingParty.send(HttpRequest.newBuilder(
                                URI.create(story.server().url("/connect/register")))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"redirect_uris\":[\"" + redirectUri + "\"]}")))
                .status();
    }

    private String events() {
        return story.server()
                .database()
                .sql("select string_agg(reason || ' ' || actor_id, ', ' order by occurred_at, id) from security_event"
                        + " where type = 'SETTINGS_CHANGED' and details ->> 'description' = :description")
                .param("description", description)
                .query(String.class)
                .single();
    }
}
