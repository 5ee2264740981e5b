package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages on which administrators look after accounts. */
class UsersPagesTests {

    private static final Story STORY = new Story();
    private static final NewAccounts PEOPLE = STORY.newAccounts();

    private final String name = "p" + UUID.randomUUID().toString().substring(0, 8);
    private TestAccount account;
    private Browser admin;

    @BeforeEach
    void signIn() {
        account = PEOPLE.administrator();
        admin = STORY.browserOf(account);
    }

    @Test
    void findsAPersonAndShowsEverythingButSecrets() {
        TestAccount person = PEOPLE.withTotp();
        STORY.browserOf(person);
        admin.open("/admin/users?search=" + person.username());
        assertThat(admin.page().body()).contains(person.username() + "@example.test");

        admin.open(page(person));

        assertThat(admin.page().statusCode()).isEqualTo(200);
        assertThat(admin.page().body())
                .contains(person.username(), PEOPLE.idOf(person).toString(), "SIGN_IN")
                .doesNotContain(person.totpSecret(), "argon2", "password_hash", "secret_hash");
    }

    @Test
    void goesOnToTheNextPage() {
        for (int i = 0; i < 30; i++) {
            PEOPLE.withPassword();
        }
        admin.open("/admin/users?sort=-createdAt");
        String first = admin.page().body();
        assertThat(first).contains("rel=\"next\"");
        String next = org.springframework.web.util.HtmlUtils.htmlUnescape(
                first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1"));

        admin.open(next);

        assertThat(admin.page().statusCode()).isEqualTo(200);
        assertThat(admin.page().body()).doesNotContain(firstLink(first));
    }

    @Test
    void invitesSomebody() {
        admin.open("/admin/users/new");
        admin.submit("/admin/users/new", Map.of("username", name, "email", name + "@example.test", "name", "Pat"));

        assertThat(admin.page().uri().getQuery()).isEqualTo("done=invited");
        assertThat(STORY.server().mailbox().awaitTo(name + "@example.test").link())
                .startsWith(STORY.server().url("/password/set?token="));
        admin.open("/admin/users/new");
        admin.submit("/admin/users/new", Map.of("username", name, "email", "x" + name + "@example.test"));
        assertThat(admin.page().statusCode()).isEqualTo(409);
        admin.submit("/admin/users/new", Map.of("username", "a b", "email", "x" + name + "@example.test"));
        assertThat(admin.page().statusCode()).isEqualTo(400);
    }

    @Test
    void changesProfileAndRoles() {
        TestAccount person = PEOPLE.withPassword();
        String page = page(person);
        admin.open(page);
        admin.submit(
                page + "/profile",
                Map.of("username", person.username(), "email", person.username() + "@example.test", "name", "Robin"));
        assertThat(admin.page().uri().getQuery()).isEqualTo("done=profile");
        assertThat(admin.page().body()).contains("Robin");

        admin.submit(page + "/roles", Map.of("role", "DEVELOPER"));

        assertThat(admin.page().uri().getQuery()).isEqualTo("done=roles");
        assertThat(roles(person)).containsExactly("DEVELOPER");
    }

    @Test
    @DisplayName("AD-12: the address that is taken away is told, and no other")
    void tellsTheAddressThatIsTakenAway() {
        TestAccount person = PEOPLE.withPassword();
        String old = person.username() + "@example.test";
        Map<String, String> profile =
                Map.of("username", person.username(), "email", "new-" + old, "name", "Robin", "birthdate", "");
        admin.open(page(person)).submit(page(person) + "/profile", profile);
        assertThat(admin.page().uri().getQuery()).isEqualTo("done=profile");
        String subject = "An administrator changed your e-mail address";
        assertThat(STORY.server().mailbox().awaitTo(old, subject).text()).doesNotContain("new-");

        admin.submit(page(person) + "/profile", Map.of("username", person.username(), "email", old, "name", "Robin"));

        assertThat(admin.page().uri().getQuery()).isEqualTo("done=profile");
        assertThat(STORY.server()
                        .database()
                        .sql("select count(*) from security_event where account_id = :id and type = 'EMAIL_CHANGED'")
                        .param("id", PEOPLE.idOf(person))
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(STORY.server().mailbox().to("new-" + old))
                .as("an address that nobody has confirmed hears nothing")
                .isEmpty();
    }

    @Test
    void losesNoChangeToAnother() {
        TestAccount person = PEOPLE.withPassword();
        String page = page(person);
        admin.open(page);
        Browser other = STORY.browserOf(PEOPLE.administrator()).open(page);
        other.submit(page + "/roles", Map.of("role", "DEVELOPER"));

        admin.submit(page + "/roles", Map.of("role", "USER"));

        assertThat(admin.page().statusCode()).isEqualTo(409);
        assertThat(roles(person)).containsExactly("DEVELOPER");
    }

    @Test
    void disablesAndEnables() {
        TestAccount person = PEOPLE.withPassword();
        Browser signedIn = STORY.browserOf(person);
        String page = page(person);
        admin.open(page).submit(page + "/disable", Map.of());
        assertThat(signedIn.open("/account").at("/login")).isTrue();

        admin.submit(page + "/enable", Map.of());

        assertThat(STORY.browserOf(person).at("/account")).isTrue();
    }

    @Test
    void endsSessionsAndSendsALinkForANewPassword() {
        TestAccount person = PEOPLE.withPassword();
        Browser signedIn = STORY.browserOf(person);
        String page = page(person);
        admin.open(page).submit(page + "/end-sessions", Map.of());
        assertThat(signedIn.open("/account").at("/login")).isTrue();

        admin.submit(page + "/reset", Map.of());

        assertThat(STORY.server()
                        .mailbox()
                        .awaitTo(person.username() + "@example.test", "Choose a new password")
                        .link())
                .contains("/password/set?token=");
    }

    @Test
    void deletesOnlyWhomItNamesAgain() {
        TestAccount person = PEOPLE.withPassword();
        String page = page(person);
        admin.open(page + "/delete").submit(page + "/delete", Map.of("confirmation", "somebody"));
        assertThat(admin.page().statusCode()).isEqualTo(400);

        admin.submit(page + "/delete", Map.of("confirmation", person.username()));

        assertThat(admin.page().uri().getPath()).isEqualTo("/admin/users");
        assertThat(admin.open(page).page().statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("AD-03: nobody edits their own roles, not even by a form that is not there")
    void refusesOwnRoles() {
        String page = page(account);
        admin.open(page);
        assertThat(admin.page().body()).doesNotContain(page + "/roles");

        admin.postRaw(page + "/roles", Map.of("_csrf", admin.hiddenField("_csrf"), "version", "0", "role", "USER"));

        assertThat(admin.page().statusCode()).isEqualTo(403);
        assertThat(roles(account)).containsExactly("ADMIN", "USER");
    }

    @Test
    @DisplayName("AD-10: the last administrator stays")
    void keepsTheLastAdministrator() {
        STORY.server()
                .database()
                .sql("delete from account_role where role = 'ADMIN' and account_id <> :id")
                .param("id", PEOPLE.idOf(account))
                .update();
        String page = page(account);
        admin.open(page).submit(page + "/disable", Map.of());
        assertThat(admin.page().statusCode()).isEqualTo(409);

        admin.open(page + "/delete").submit(page + "/delete", Map.of("confirmation", account.username()));

        assertThat(admin.page().statusCode()).isEqualTo(409);
        assertThat(admin.open("/admin/users").page().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("AD-05: what changes something takes a factor of the last ten minutes")
    void asksAgainBeforeItChangesSomething() {
        TestAccount person = PEOPLE.withPassword();
        String page = page(person);
        admin.open(page);
        makeFactorsOld(account);
        Rows before = Rows.of(STORY.server());

        admin.submit(page + "/disable", Map.of());

        assertThat(admin.page().uri().getPath()).isIn("/reauthenticate", "/mfa/totp");
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
        assertThat(STORY.browserOf(person).at("/account")).as("still enabled").isTrue();
    }

    @Test
    @DisplayName("AD-06: what people call themselves stays text")
    void showsHostileNamesAsText() {
        TestAccount person = PEOPLE.withPassword();
        String hostile = "<img src=x onerror=alert(1)> ${7*7} [[${7*7}]]";
        STORY.server()
                .database()
                .sql("update account set name = :name where id = :id")
                .param("name", hostile)
                .param("id", PEOPLE.idOf(person))
                .update();

        for (String page : List.of("/admin/users?search=" + person.username(), page(person))) {
            assertThat(admin.open(page).page().body())
                    .as(page)
                    .contains("&lt;img src=x onerror=alert(1)&gt; ${7*7} [[${7*7}]]")
                    .doesNotContain("<img src=x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=password_hash",
                "sort=;drop",
                "state=gone",
                "role=x",
                "cursor=forged",
                "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    @DisplayName("AD-08: what cannot be meant is refused")
    void refusesWhatCannotBeMeant(String query) {
        assertThat(admin.open("/admin/users?" + query).page().statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("AD-12: who, when, before and after stand in the trail")
    void writesDownWhatWasDone() {
        TestAccount person = PEOPLE.withPassword();
        String page = page(person);
        admin.open(page).submit(page + "/roles", Map.of("role", "USER"));

        assertThat(STORY.server()
                        .database()
                        .sql("select actor_id || ' ' || (details::text) from security_event"
                                + " where account_id = :id and type = 'ROLES_CHANGED'")
                        .param("id", PEOPLE.idOf(person))
                        .query(String.class)
                        .list())
                .containsExactly(PEOPLE.idOf(account) + " {\"roles.after\": \"USER\", \"roles.before\": \"\"}");
    }

    private static String firstLink(String html) {
        return html.replaceAll("(?s).*?href=\"(/admin/users/[0-9a-f-]{36})\".*", "$1");
    }

    private static String page(TestAccount person) {
        return "/admin/users/" + PEOPLE.idOf(person);
    }

    private static List<String> roles(TestAccount person) {
        return STORY.server()
                .database()
                .sql("select role from account_role where account_id = :id order by role")
                .param("id", PEOPLE.idOf(person))
                .query(String.class)
                .list();
    }

    private static void makeFactorsOld(TestAccount person) {
        STORY.server()
                .database()
                .sql(
                        "update browser_session set factors = (select jsonb_object_agg(key, to_jsonb(now() - interval '1 hour'))"
                                + " from jsonb_each(factors)) where account_id = :id")
                .param("id", PEOPLE.idOf(person))
                .update();
    }
}
