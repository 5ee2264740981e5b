package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API does with accounts, once somebody may call it. */
class UsersApiTests {

    private static final Story STORY = new Story();
    private static final NewAccounts PEOPLE = STORY.newAccounts();
    private static TestAccount admin;
    private static Api api;

    private final String name = "p" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void signIn() {
        admin = PEOPLE.administrator();
        api = Api.of(STORY, admin, "openid users:read users:write");
    }

    @Test
    void createsAnAccountAndInvitesItsOwner() {
        Answer created = create("\"roles\": [\"USER\", \"DEVELOPER\"], \"name\": \"Pat Example\"");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(Api.USERS + "/" + created.text("id"));
        assertThat(created.header("ETag")).matches("\"\\d+\"");
        assertThat(created.body())
                .containsEntry("state", "invited")
                .containsEntry("emailVerified", false)
                .containsEntry("roles", List.of("DEVELOPER", "USER"))
                .doesNotContainKeys("password", "passwordHash", "password_hash");
        assertThat(events(created.text("id"))).containsExactly("ACCOUNT_CREATED by " + PEOPLE.idOf(admin));

        String link = STORY.server().mailbox().awaitTo(name + "@example.test").link();
        Browser browser = STORY.browser().open(link);
        browser.submit("/password/set", password("a sentence that is long", "a sentence that is long"));
        assertThat(browser.at("/login")).isTrue();
        assertThat(api.get(Api.USERS + "/" + created.text("id")).body())
                .containsEntry("state", "active")
                .containsEntry("emailVerified", true);
        browser.submit("/login", Map.of("username", name, "password", "a sentence that is long"));
        assertThat(browser.at("/account")).isTrue();
    }

    @Test
    void letsAnInvitationBeUsedOnce() {
        create("\"name\": \"Pat\"");
        String link = STORY.server().mailbox().awaitTo(name + "@example.test").link();
        Browser first = STORY.browser().open(link);
        Browser second = STORY.browser().open(link);
        first.submit("/password/set", password("a sentence that is long", "a sentence that is long"));

        second.submit("/password/set", password("another sentence that is long", "another sentence that is long"));

        assertThat(second.page().statusCode()).isEqualTo(410);
        assertThat(STORY.browser().open(link).page().statusCode()).isEqualTo(410);
        assertThat(STORY.browser().open("/password/set?token=nonsense").page().statusCode())
                .isEqualTo(410);
    }

    @Test
    void keepsTheInvitationWhenThePasswordCannotBeTaken() {
        create("\"name\": \"Pat\"");
        Browser browser = STORY.browser()
                .open(STORY.server().mailbox().awaitTo(name + "@example.test").link());

        for (String refused : List.of("too short", "passwordpassword", "latchkey latchkey", "aaaaaaaaaaaaaaaa")) {
            browser.submit("/password/set", password(refused, refused));
            assertThat(browser.page().statusCode()).as(refused).isEqualTo(400);
        }
        browser.submit("/password/set", password("a sentence that is long", "a sentence that is longer"));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        browser.submit("/password/set", password("a sentence that is long", "a sentence that is long"));

        assertThat(browser.at("/login")).isTrue();
    }

    @Test
    void makesTheOlderLinkUselessWhenItInvitesAgain() {
        Answer created = create("\"name\": \"Pat\"");
        String older = STORY.server().mailbox().awaitTo(name + "@example.test").link();

        assertThat(api.post(Api.USERS + "/" + created.text("id") + "/invitation", "")
                        .status())
                .isEqualTo(204);

        String newer =
                STORY.server().mailbox().awaitTo(name + "@example.test", 2).link();
        assertThat(STORY.browser().open(older).page().statusCode()).isEqualTo(410);
        assertThat(STORY.browser().open(newer).page().statusCode()).isEqualTo(200);
    }

    @Test
    void sendsSoManyLinksAndNoMore() {
        TestAccount person = PEOPLE.withPassword();
        String reset = Api.USERS + "/" + PEOPLE.idOf(person) + "/password-reset";
        for (int i = 0; i < 5; i++) {
            assertThat(api.post(reset, "").status()).isEqualTo(204);
        }

        Answer refused = api.post(reset, "");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 3600L);
    }

    @Test
    void startsAResetThatKeepsThePresentPasswordUntilTheOwnerChoosesAnother() {
        TestAccount person = PEOPLE.withTotp();
        Browser signedIn = STORY.browserOf(person);
        api.post(Api.USERS + "/" + PEOPLE.idOf(person) + "/password-reset", "");
        assertThat(signedIn.open("/account").at("/account")).isTrue();
        Browser browser = STORY.browser()
                .open(STORY.server()
                        .mailbox()
                        .awaitTo(person.username() + "@example.test")
                        .link());

        browser.submit("/password/set", password("a sentence that is long", "a sentence that is long"));

        assertThat(signedIn.open("/account").at("/login"))
                .as("whoever knew the old one is out")
                .isTrue();
        assertThat(STORY.server()
                        .database()
                        .sql("select count(*) from known_device where account_id = :id")
                        .param("id", PEOPLE.idOf(person))
                        .query(Long.class)
                        .single())
                .as("and so are the browsers that the old one made known")
                .isZero();
        browser.submit("/login", Map.of("username", person.username(), "password", "a sentence that is long"));
        assertThat(browser.page().uri().getPath()).as("the second factor stays").startsWith("/mfa");
    }

    @Test
    void changesWhatIsSentAndLeavesTheRest() {
        Answer created = create("\"name\": \"Pat\", \"birthdate\": \"1990-04-01\"");

        Answer changed = api.patch(created.text("id"), created.header("ETag"), "{\"name\": \"Pat Two\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body())
                .containsEntry("name", "Pat Two")
                .containsEntry("birthdate", "1990-04-01")
                .containsEntry("username", name);
        assertThat(changed.header("ETag")).isNotEqualTo(created.header("ETag"));
        Answer without = api.patch(created.text("id"), changed.header("ETag"), "{\"birthdate\": null}");
        assertThat(without.body()).doesNotContainKey("birthdate");
        assertThat(details(created.text("id"), "ACCOUNT_CHANGED"))
                .contains("{\"name.after\": \"Pat Two\", \"name.before\": \"Pat\"}");
    }

    @Test
    void takesAChangedAddressForUnconfirmed() {
        TestAccount person = PEOPLE.withPassword();
        Answer before = api.get(Api.USERS + "/" + PEOPLE.idOf(person));
        assertThat(before.body()).containsEntry("emailVerified", true);

        Answer after =
                api.patch(before.text("id"), before.header("ETag"), "{\"email\": \"" + name + "-other@example.test\"}");

        assertThat(after.body()).containsEntry("emailVerified", false);
        assertThat(details(before.text("id"), "EMAIL_CHANGED").get(0)).contains("email.before", "email.after");
    }

    @Test
    void assignsRolesAndWritesDownWhatTheyWere() {
        TestAccount person = PEOPLE.withPassword();
        Answer before = api.get(Api.USERS + "/" + PEOPLE.idOf(person));

        Answer after = api.patch(before.text("id"), before.header("ETag"), "{\"roles\": [\"USER\", \"DEVELOPER\"]}");

        assertThat(after.body()).containsEntry("roles", List.of("DEVELOPER", "USER"));
        assertThat(details(before.text("id"), "ROLES_CHANGED"))
                .containsExactly("{\"roles.after\": \"DEVELOPER USER\", \"roles.before\": \"\"}");
    }

    @Test
    void disablesAnAccountAndEndsItsSessions() {
        TestAccount person = PEOPLE.withPassword();
        Browser signedIn = STORY.browserOf(person);
        Answer before = api.get(Api.USERS + "/" + PEOPLE.idOf(person));

        Answer disabled = api.patch(before.text("id"), before.header("ETag"), "{\"enabled\": false}");

        assertThat(disabled.body()).containsEntry("state", "disabled");
        assertThat(signedIn.open("/account").at("/login")).isTrue();
        Answer enabled = api.patch(before.text("id"), disabled.header("ETag"), "{\"enabled\": true}");
        assertThat(enabled.body()).containsEntry("state", "active");
        assertThat(signedIn.open("/account").at("/login"))
                .as("what ended stays ended")
                .isTrue();
        assertThat(events(before.text("id")))
                .anyMatch(event -> event.startsWith("ACCOUNT_DISABLED"))
                .anyMatch(event -> event.startsWith("ACCOUNT_ENABLED"));
    }

    @Test
    void endsSessions() {
        TestAccount person = PEOPLE.withPassword();
        Browser signedIn = STORY.browserOf(person);

        assertThat(api.send("DELETE", Api.USERS + "/" + PEOPLE.idOf(person) + "/sessions", "", Map.of())
                        .status())
                .isEqualTo(204);

        assertThat(signedIn.open("/account").at("/login")).isTrue();
    }

    @Test
    void deletesAnAccountAndWhatBelongsToIt() {
        TestAccount person = PEOPLE.withTotp();
        STORY.browserOf(person);
        UUID id = PEOPLE.idOf(person);
        String path = Api.USERS + "/" + id;

        assertThat(api.delete(path, api.get(path).header("ETag")).status()).isEqualTo(204);

        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.delete(path, "*").status()).isEqualTo(404);
        STORY.server().mailbox().awaitTo(person.username() + "@example.test", "Your account is deleted");
        for (String table : List.of("account_role", "browser_session", "totp_device", "oauth_grant")) {
            assertThat(STORY.server()
                            .database()
                            .sql("select count(*) from " + table + " where account_id = :id")
                            .param("id", id)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(events(id.toString())).contains("ACCOUNT_DELETED by " + PEOPLE.idOf(admin));
    }

    @Test
    void losesNoChangeToAnother() {
        Answer created = create("\"name\": \"Pat\"");
        String id = created.text("id");
        api.patch(id, created.header("ETag"), "{\"name\": \"One\"}");

        Answer stale = api.patch(id, created.header("ETag"), "{\"name\": \"Two\"}");
        Answer blind =
                api.send("PATCH", Api.USERS + "/" + id, "{}", Map.of("Content-Type", "application/merge-patch+json"));

        assertThat(stale.status()).isEqualTo(412);
        assertThat(blind.status()).isEqualTo(428);
        assertThat(api.patch(id, "W/\"1\"", "{}").status()).as("weak").isEqualTo(412);
        assertThat(api.patch(id, "nonsense", "{}").status()).isEqualTo(400);
        assertThat(api.send("DELETE", Api.USERS + "/" + id, "", Map.of()).status())
                .isEqualTo(428);
        assertThat(api.delete(Api.USERS + "/" + id, created.header("ETag")).status())
                .isEqualTo(412);
        assertThat(api.get(Api.USERS + "/" + id).body()).containsEntry("name", "One");
        assertThat(api.patch(id, "*", "{\"name\": \"Three\"}").status()).isEqualTo(200);
    }

    @Test
    void saysWhichNameIsTaken() {
        create("\"name\": \"Pat\"");

        Answer sameName = api.post(
                Api.USERS, "{\"username\": \"" + name.toUpperCase() + "\", \"email\": \"x" + name + "@example.test\"}");
        Answer sameAddress =
                api.post(Api.USERS, "{\"username\": \"x" + name + "\", \"email\": \"" + name + "@EXAMPLE.test\"}");

        assertThat(sameName.status()).isEqualTo(409);
        assertThat(Api.fields(sameName)).containsExactly("username");
        assertThat(sameAddress.status()).isEqualTo(409);
        assertThat(Api.fields(sameAddress)).containsExactly("email");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | username email",
                "[] | ''",
                "nonsense | ''",
                "{\"username\": 1, \"email\": \"a@b.test\"} | username",
                "{\"username\": \"a b\", \"email\": \"a@b.test\"} | username",
                "{\"username\": \"abc\", \"email\": \"nowhere\"} | email",
                "{\"username\": \"abc\", \"email\": \"a@b.test\", \"birthdate\": \"soon\"} | birthdate",
                "{\"username\": \"abc\", \"email\": \"a@b.test\", \"roles\": \"ADMIN\"} | roles",
                "{\"username\": \"abc\", \"email\": \"a@b.test\", \"roles\": [\"KING\"]} | roles",
                "{\"username\": \"abc\", \"email\": \"a@b.test\", \"password\": \"x\"} | password",
                "{\"username\": \"abc\", \"email\": \"a@b.test\", \"passwordHash\": \"x\"} | passwordHash",
                "{\"username\": \"abc\", \"email\": \"a@b.test\", \"emailVerified\": true} | emailVerified"
            })
    void saysWhatIsWrongAndStoresNothing(String json, String fields) {
        Rows before = Rows.of(STORY.server());

        Answer refused = api.post(Api.USERS, json);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(String.join(" ", Api.fields(refused))).isEqualTo(fields);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.body()).containsKey("correlationId");
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void answersOtherMediaTypesAndMethodsAsHttpMeansThem() {
        assertThat(api.send("POST", Api.USERS, "a=b", Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .status())
                .isEqualTo(415);
        assertThat(api.send("PUT", Api.USERS, "{}", Map.of("Content-Type", "application/json"))
                        .status())
                .isEqualTo(405);
        assertThat(api.get(Api.USERS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(api.get(Api.USERS + "/me").status()).isEqualTo(404);
        assertThat(api.get("/api/admin/nothing").status()).isEqualTo(404);
    }

    @Test
    @org.junit.jupiter.api.DisplayName("AD-03: nobody edits their own roles")
    void doesNotLetAnybodyEditTheirOwnRoles() {
        String own = PEOPLE.idOf(admin).toString();
        String etag = api.get(Api.USERS + "/" + own).header("ETag");

        assertThat(api.patch(own, etag, "{\"roles\": [\"USER\", \"ADMIN\", \"DEVELOPER\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(api.patch(own, etag, "{\"roles\": [\"USER\"]}").status()).isEqualTo(403);
        assertThat(api.patch(own, etag, "{\"name\": \"Ada\"}").status()).isEqualTo(200);
    }

    @Test
    @org.junit.jupiter.api.DisplayName("AD-03: a program gives no roles and touches no administrator")
    void keepsAProgramFromRolesAndAdministrators() {
        Api program = Api.ofApplication(STORY);
        String administrator = Api.USERS + "/" + PEOPLE.idOf(PEOPLE.administrator());
        String person = PEOPLE.idOf(PEOPLE.withPassword()).toString();
        Rows before = Rows.of(STORY.server());

        assertThat(program.post(
                                Api.USERS,
                                "{\"username\": \"" + name + "\", \"email\": \"" + name
                                        + "@example.test\", \"roles\": [\"ADMIN\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(program.patch(person, "*", "{\"roles\": [\"ADMIN\"]}").status())
                .isEqualTo(403);
        String id = administrator.substring(administrator.lastIndexOf('/') + 1);
        assertThat(program.patch(id, "*", "{\"email\": \"mine@example.test\"}").status())
                .isEqualTo(403);
        assertThat(program.post(administrator + "/password-reset", "").status()).isEqualTo(403);
        assertThat(program.send("DELETE", administrator + "/sessions", "", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(program.delete(administrator, "*").status()).isEqualTo(403);
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
        assertThat(program.patch(person, "*", "{\"name\": \"Robin\"}").status()).isEqualTo(200);
    }

    @Test
    void listsPageAfterPageWithoutLossOrRepetition() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(name + "-" + i);
            api.post(
                    Api.USERS,
                    "{\"username\": \"" + name + "-" + i + "\", \"email\": \"" + name + "-" + i + "@example.test\"}");
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.get(Api.USERS + "?limit=3&search=" + name + "&cursor=" + cursor);
            seen.addAll(usernames(page));
            cursor = page.body().getOrDefault("next", "").toString();
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=password",
                "sort=password_hash",
                "sort=username%3Bdrop%20table%20account",
                "sort=--username",
                "limit=1000000000",
                "limit=0",
                "limit=-1",
                "limit=x",
                "cursor=forged",
                "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "state=deleted",
                "role=admin%27--"
            })
    @org.junit.jupiter.api.DisplayName("AD-08: what cannot be meant is refused")
    void refusesWhatCannotBeMeant(String query) {
        assertThat(api.get(Api.USERS + "?" + query).status()).isEqualTo(400);
    }

    @Test
    @org.junit.jupiter.api.DisplayName("AD-08: signs of LIKE and SQL stand for themselves")
    void findsNothingByAPattern() {
        create("\"name\": \"Pat\"");

        assertThat(usernames(api.get(Api.USERS + "?search=" + name))).containsExactly(name);
        assertThat(usernames(api.get(Api.USERS + "?search=" + name.toUpperCase())))
                .containsExactly(name);
        for (String pattern : List.of("%25", "_", "%25" + name.substring(1), "%27%20or%20true--", "%5C", "p%25")) {
            assertThat(usernames(api.get(Api.USERS + "?search=" + pattern)))
                    .as(pattern)
                    .isEmpty();
        }
    }

    @Test
    void bindsACursorToItsSearch() {
        for (int i = 0; i < 2; i++) {
            api.post(Api.USERS, "{\"username\": \"" + name + i + "\", \"email\": \"" + name + i + "@example.test\"}");
        }
        String cursor = api.get(Api.USERS + "?limit=1&search=" + name).text("next");

        assertThat(api.get(Api.USERS + "?limit=1&search=" + name + "&cursor=" + cursor)
                        .status())
                .isEqualTo(200);
        assertThat(api.get(Api.USERS + "?limit=1&cursor=" + cursor).status()).isEqualTo(400);
        assertThat(api.get(Api.USERS + "?limit=1&sort=email&search=" + name + "&cursor=" + cursor)
                        .status())
                .isEqualTo(400);
    }

    private Answer create(String more) {
        return api.post(
                Api.USERS, "{\"username\": \"" + name + "\", \"email\": \"" + name + "@example.test\", " + more + "}");
    }

    private static Map<String, String> password(String first, String second) {
        return Map.of("password", first, "passwordConfirmation", second);
    }

    @SuppressWarnings("unchecked")
    private static List<String> usernames(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return ((List<Map<String, Object>>) page.body().get("users"))
                .stream().map(user -> user.get("username").toString()).toList();
    }

    private static List<String> events(String account) {
        return STORY.server()
                .database()
                .sql("select type || ' by ' || actor_id from security_event where account_id = cast(:id as uuid)"
                        + " and actor_id is not null order by occurred_at")
                .param("id", account)
                .query(String.class)
                .list();
    }

    private static List<String> details(String account, String type) {
        return STORY.server()
                .database()
                .sql("select details::text from security_event where account_id = cast(:id as uuid) and type = :type"
                        + " order by occurred_at")
                .param("id", account)
                .param("type", type)
                .query(String.class)
                .list();
    }
}
