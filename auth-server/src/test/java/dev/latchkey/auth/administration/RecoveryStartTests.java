package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page on which an administrator begins the recovery of somebody's account. */
class RecoveryStartTests {

    private static final Pattern LINK = Pattern.compile("https?://\\S+/recovery\\?token=[A-Za-z0-9_-]+");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final TestAccount account = people.administrator();
    private final TestAccount person = people.withTotp();
    private Browser admin;

    @BeforeEach
    void signIn() {
        admin = story.browserOf(account);
    }

    @Test
    void showsTheLinkOnceAndTellsTheOwner() {
        admin.open(page(person)).open(page(person) + "/recovery");
        admin.submit(page(person) + "/recovery", Map.of("confirmation", person.username()));

        assertThat(admin.page().statusCode()).isEqualTo(200);
        assertThat(admin.page().headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
        Matcher link = LINK.matcher(admin.page().body());
        assertThat(link.find()).isTrue();
        assertThat(story.browser().open(link.group()).page().statusCode()).isEqualTo(200);
        story.server().mailbox().awaitTo(person.username() + "@example.test", "Recovery of your account");
        assertThat(actors(person)).containsExactly("STARTED " + people.idOf(account));
        for (String page : List.of(page(person), page(person) + "/recovery", "/admin/audit")) {
            assertThat(admin.open(page).page().body()).as(page).doesNotContain("token=");
        }
    }

    @Test
    void beginsOnlyForWhomItNamesAgain() {
        Rows before = Rows.of(story.server());
        admin.open(page(person) + "/recovery");

        admin.submit(page(person) + "/recovery", Map.of("confirmation", account.username()));

        assertThat(admin.page().statusCode()).isEqualTo(400);
        assertThat(Rows.of(story.server())).isEqualTo(before);
    }

    @Test
    @DisplayName("AD-05: beginning a recovery takes a factor of the last ten minutes")
    void asksAgainFirst() {
        admin.open(page(person) + "/recovery");
        people.letFactorsAge(account, Duration.ofMinutes(11));

        admin.submit(page(person) + "/recovery", Map.of("confirmation", person.username()));

        assertThat(admin.page().uri().getPath()).isIn("/reauthenticate", "/mfa/totp");
        assertThat(actors(person)).isEmpty();
    }

    @Test
    @DisplayName("AD-03: nobody recovers their own account, nor one that its owner cannot use")
    void refusesOwnAndDisabledAccounts() {
        assertThat(admin.open(page(account)).page().body()).doesNotContain(page(account) + "/recovery");
        admin.open(page(account) + "/recovery")
                .submit(page(account) + "/recovery", Map.of("confirmation", account.username()));
        assertThat(admin.page().statusCode()).isEqualTo(409);

        admin.open(page(person)).submit(page(person) + "/disable", Map.of());
        admin.open(page(person) + "/recovery")
                .submit(page(person) + "/recovery", Map.of("confirmation", person.username()));

        assertThat(admin.page().statusCode()).isEqualTo(409);
        assertThat(actors(account)).isEmpty();
        assertThat(actors(person)).isEmpty();
    }

    private String page(TestAccount of) {
        return "/admin/users/" + people.idOf(of);
    }

    private List<String> actors(TestAccount of) {
        return story.server()
                .database()
                .sql("select reason || ' ' || actor_id from security_event"
                        + " where account_id = :id and type = 'ACCOUNT_RECOVERY'")
                .param("id", people.idOf(of))
                .query(String.class)
                .list();
    }
}
