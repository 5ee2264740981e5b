package dev.latchkey.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox;
import dev.latchkey.auth.testing.Mailbox.Received;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmailChangeTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final Mailbox mailbox = story.server().mailbox();
    private final TestAccount account = people.withPassword();
    private final String old = account.username() + "@example.test";
    private final String next = UUID.randomUUID() + "@example.test";
    private final Browser browser = story.browserOf(account);

    @Test
    void movesTheAccountWhenTheNewAddressIsConfirmed() {
        ask(next);
        assertThat(browser.page().body()).contains("on its way");
        assertThat(address()).isEqualTo(old);
        Browser elsewhere = story.browser().open(mailbox.awaitTo(next).link());
        assertThat(elsewhere.page().body()).contains(next);
        assertThat(address()).isEqualTo(old);
        elsewhere.submit("/account/email/confirm", Map.of());
        assertThat(elsewhere.at("/account/email/confirmed")).isTrue();
        assertThat(address()).isEqualTo(next);
        assertThat(events()).contains("EMAIL_CHANGED");
    }

    @Test
    @DisplayName("A thief who moved the account is put out from the old address")
    void isUndoneFromTheOldAddress() {
        move(next);
        Received notice = mailbox.awaitTo(old, "Your e-mail address was changed");
        assertThat(notice.text()).doesNotContain(next).contains("UTC");
        Browser owner = story.browser().open(notice.link());
        assertThat(owner.page().statusCode()).isEqualTo(200);
        assertThat(address()).isEqualTo(next);
        owner.submit("/account/email/undo", Map.of());
        assertThat(owner.at("/account/email/undone")).isTrue();
        assertThat(address()).isEqualTo(old);
        assertThat(browser.open("/account").at("/login")).isTrue();
        String reset = mailbox.awaitTo(old, "Choose a new password").link();
        assertThat(story.browser().open(reset).page().statusCode()).isEqualTo(200);
        assertThat(events()).contains("EMAIL_CHANGE_UNDONE", "PASSWORD_RESET_REQUESTED");
        assertThat(story.browser().open(notice.link()).page().statusCode()).isEqualTo(400);
    }

    @Test
    void isUndoneHoweverOftenItWasMovedSince() {
        move(next);
        String undo = mailbox.awaitTo(old, "Your e-mail address was changed").link();
        move("further-" + next);
        String undoOfThief =
                mailbox.awaitTo(next, "Your e-mail address was changed").link();
        story.browser().open(undo).submit("/account/email/undo", Map.of());
        assertThat(address()).isEqualTo(old);
        assertThat(story.browser().open(undoOfThief).page().statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("LG-29: a link is for the address that it was sent to, and for the newest change")
    void bindsTheLinkToItsChange() {
        ask(next);
        String first = mailbox.awaitTo(next).link();
        ask("other-" + next);
        String second = mailbox.awaitTo("other-" + next).link();
        assertThat(story.browser().open(first).page().statusCode()).isEqualTo(400);
        database.sql("update account set email = 'x-' || email, email_key = 'x-' || email_key where username = :name")
                .param("name", account.username())
                .update();
        assertThat(story.browser().open(second).page().statusCode()).isEqualTo(400);
        assertThat(story.server()
                        .bean(EmailChange.class)
                        .confirm(second.replaceFirst(".*token=", ""), java.util.Locale.ENGLISH))
                .isFalse();
    }

    @Test
    @DisplayName("LG-30: an address that is somebody else's is not usable, and its owner is told")
    void saysTheSameForAnAddressThatIsSomebodyElses() {
        TestAccount other = people.withPassword();
        String theirs = other.username() + "@example.test";
        ask(theirs);
        assertThat(browser.at("/account/email")).isTrue();
        assertThat(browser.page().body()).contains("on its way");
        Received told = mailbox.awaitTo(theirs);
        assertThat(told.subject()).isEqualTo("Your address is in use already");
        assertThat(told.text()).doesNotContain("token=");
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void doesNotMoveToAnAddressThatWasGivenToSomebodyMeanwhile() {
        ask(next);
        String link = mailbox.awaitTo(next).link();
        TestAccount other = people.withPassword();
        database.sql("update account set email = :email, email_key = :email where username = :name")
                .param("email", next)
                .param("name", other.username())
                .update();
        Browser elsewhere = story.browser().open(link).submit("/account/email/confirm", Map.of());
        assertThat(elsewhere.page().statusCode()).isEqualTo(400);
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void endsAResetThatWasSentToTheOldAddress() {
        story.browser().open("/password/forgot").submit("/password/forgot", Map.of("email", old));
        String reset = mailbox.awaitTo(old, "Choose a new password").link();
        move(next);
        assertThat(story.browser().open(reset).page().statusCode()).isEqualTo(400);
    }

    @Test
    void confirmsOnceAndForADay() {
        ask(next);
        String link = mailbox.awaitTo(next).link();
        Browser one = story.browser().open(link);
        Browser two = story.browser().open(link);
        one.submit("/account/email/confirm", Map.of());
        two.submit("/account/email/confirm", Map.of());
        assertThat(two.page().statusCode()).isEqualTo(400);
        ask("late-" + next);
        database.sql("update email_change set expires_at = now() where account_id = :id")
                .param("id", people.idOf(account))
                .update();
        assertThat(story.browser()
                        .open(mailbox.awaitTo("late-" + next).link())
                        .page()
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nobody", "a@b", "a@example.test,b@example.test", "a@example.test\r\nBcc: b@example.test"})
    void asksForAnAddress(String notAnAddress) {
        ask(notAnAddress);
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().body()).contains("email-error");
    }

    @Test
    void sendsFiveMailsAnHourToAnAddress() {
        for (int i = 0; i < 5; i++) {
            ask(next);
            assertThat(browser.page().statusCode()).isEqualTo(200);
        }
        ask(next);
        assertThat(browser.page().statusCode()).isEqualTo(429);
        assertThat(browser.page().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    @DisplayName("LG-34: a session in which nothing was shown lately is not enough")
    void asksForAFreshFactor() {
        browser.open("/account/email");
        String token = browser.hiddenField("_csrf");
        database.sql(
                        "update browser_session set factors = '{\"PASSWORD\": \"2020-01-01T00:00:00Z\"}' where account_id = :id")
                .param("id", people.idOf(account))
                .update();
        browser.postRaw("/account/email", Map.of("_csrf", token, "email", next));
        assertThat(browser.at("/reauthenticate")).isTrue();
        assertThat(browser.open("/account/email").at("/reauthenticate")).isTrue();
        assertThat(mailbox.to(next)).isEmpty();
    }

    private void ask(String email) {
        browser.open("/account/email").submit("/account/email", Map.of("email", email));
    }

    private void move(String email) {
        ask(email);
        Browser elsewhere = story.browser()
                .open(mailbox.awaitTo(email, "Confirm your new e-mail address").link());
        elsewhere.submit("/account/email/confirm", Map.of());
        assertThat(elsewhere.at("/account/email/confirmed")).isTrue();
    }

    private String address() {
        return database.sql("select email from account where username = :name and email_verified")
                .param("name", account.username())
                .query(String.class)
                .single();
    }

    private List<String> events() {
        return database.sql("select type from security_event where account_id = :id")
                .param("id", people.idOf(account))
                .query(String.class)
                .list();
    }
}
