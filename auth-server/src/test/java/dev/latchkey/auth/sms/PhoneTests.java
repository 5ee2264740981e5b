package dev.latchkey.auth.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.FactorsLost;
import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.KeyRotation;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestKeys;
import dev.latchkey.auth.testing.TextMessages;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The telephone of an account. */
class PhoneTests {

    private final Story story = new Story();
    private final PhonePages pages = new PhonePages(story);
    private final TextMessages messages = TextMessages.running();
    private final TestAccount account = story.newAccounts().withPassword();
    private final UUID id = story.newAccounts().idOf(account);
    private final String number = PhonePages.number();

    @Test
    void isAddedByWhoeverProvesIt() {
        pages.withPhone(account, number);

        assertThat(server().mailbox().awaitSaying(account.username() + "@example.test", "telephone number"))
                .extracting(mail -> mail.text())
                .asString()
                .contains("was added")
                .doesNotContain(number);
        assertThat(events()).contains("FACTOR_ADDED SMS");
        assertThat(stored()).doesNotContain(number).doesNotContain(number.substring(1));
        assertThat(server().bean(Phones.class).of(id).orElseThrow().number().e164())
                .isEqualTo(number);
    }

    @Test
    @DisplayName(
            "the operator's webhook can tell that it was this server, and when; the telephone, which site the code is for")
    void sendsSignedMessages() {
        pages.withPhone(account, number);
        TextMessages.Message message = messages.to(number).get(0);

        String[] parts = message.headers().get("latchkey-signature").split(",v1=|t=");
        assertThat(parts[2])
                .isEqualTo(HexFormat.of()
                        .formatHex(HmacSha256.of(
                                TextMessages.SECRET.getBytes(StandardCharsets.UTF_8),
                                (parts[1] + "." + message.body()).getBytes(StandardCharsets.UTF_8))));
        assertThat(message.headers()).containsEntry("content-type", "application/json; charset=UTF-8");
        assertThat(message.text()).endsWith("\n\n@localhost #" + message.code());
        assertThat(message.body()).contains("\"id\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "015112345", "+0151123456", "+49", "+49151123456789012", "+49151abc456", "+49 151\n+1 23"})
    void isRefusedIfItIsNoWholeNumber(String typed) {
        Browser browser = story.browserOf(account).open(PhonePages.PHONE);
        Rows before = Rows.of(server());

        browser.submit(PhonePages.PHONE, Map.of("number", typed));

        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(Rows.of(server())).isEqualTo(before);
    }

    @Test
    void mayBeTypedAsPeopleWriteIt() {
        String written = number.substring(0, 3) + " (151) " + number.substring(6, 9) + "-" + number.substring(9);
        story.browserOf(account).open(PhonePages.PHONE).submit(PhonePages.PHONE, Map.of("number", written));

        assertThat(messages.awaitTo(number, 1).code()).hasSize(6);
    }

    @Test
    void wantsAFreshProof() {
        Browser browser = story.browserOf(account);
        story.newAccounts().letFactorsAge(account, Duration.ofMinutes(11));

        assertThat(browser.open(PhonePages.PHONE).at("/reauthenticate")).isTrue();
    }

    @Test
    void isNotAddedByAGuess() {
        Browser browser = story.browserOf(account).open(PhonePages.PHONE);
        browser.submit(PhonePages.PHONE, Map.of("number", number));
        String code = messages.awaitTo(number, 1).code();
        for (int guess = 0; guess < 5; guess++) {
            browser.submit(PhonePages.PHONE + "/code", Map.of("code", PhonePages.wrong(code)));
            assertThat(browser.page().statusCode()).isEqualTo(422);
            browser.open(guess < 4 ? PhonePages.PHONE : "/account");
        }

        String path = PhonePages.PHONE + "/code";
        assertThat(browser.open("/account/profile")
                        .postRaw(path, Map.of("_csrf", browser.hiddenField("_csrf"), "code", code))
                        .page()
                        .statusCode())
                .as("a sixth, which is right")
                .isEqualTo(422);
        assertThat(server().bean(Phones.class).isKnown(id)).isFalse();
    }

    @Test
    void isNotAddedInAnotherSession() {
        Browser browser = story.browserOf(account).open(PhonePages.PHONE);
        browser.submit(PhonePages.PHONE, Map.of("number", number));
        String code = messages.awaitTo(number, 1).code();
        Browser other = story.browserOf(account).open("/account/profile");

        other.postRaw(PhonePages.PHONE + "/code", Map.of("_csrf", other.hiddenField("_csrf"), "code", code));

        assertThat(other.page().statusCode()).isEqualTo(422);
        browser.submit(PhonePages.PHONE + "/code", Map.of("code", code));
        assertThat(server().bean(Phones.class).isKnown(id)).isTrue();
    }

    @Test
    void getsFiveMessagesAnHour() {
        Browser browser = story.browserOf(account).open(PhonePages.PHONE);
        for (int i = 0; i < 5; i++) {
            browser.submit(PhonePages.PHONE, Map.of("number", PhonePages.number()));
            assertThat(browser.page().statusCode()).isEqualTo(200);
        }
        browser.submit(PhonePages.PHONE, Map.of("number", number));

        assertThat(browser.page().statusCode()).isEqualTo(429);
        assertThat(browser.page().headers().firstValue("Retry-After")).isPresent();
        assertThat(messages.to(number)).isEmpty();
    }

    @Test
    void isRemovedAndItsOwnerTold() {
        Browser browser = pages.withPhone(account, number).open(PhonePages.PHONE);
        browser.submit(PhonePages.PHONE + "/removal", Map.of());

        assertThat(browser.page().uri().getQuery()).isEqualTo("done=REMOVED");
        assertThat(events()).contains("FACTOR_REMOVED SMS");
        server().mailbox().awaitSaying(account.username() + "@example.test", "was removed");
        assertThat(pages.password(account).at("/account")).isTrue();
    }

    @Test
    void isForgottenWithEverythingThatIsLost() {
        pages.withPhone(account, number);

        server().publish(new FactorsLost(id));

        assertThat(server().bean(Phones.class).isKnown(id)).isFalse();
    }

    @Test
    @DisplayName("a number in the row of another account does not open, and nothing is sent to it")
    void isBoundToItsAccount() {
        pages.withPhone(account, number);
        TestAccount other = story.newAccounts().withPassword();
        pages.withPhone(other, PhonePages.number());
        server().database()
                .sql("""
                        update phone set (sealed_with, sealed_number) =
                          (select sealed_with, sealed_number from phone where account_id = :mine) where account_id = :other
                        """)
                .param("mine", id)
                .param("other", story.newAccounts().idOf(other))
                .update();

        Browser browser = pages.password(other);
        assertThat(browser.at(PhonePages.CHALLENGE)).isTrue();
        browser.submit(PhonePages.CHALLENGE + "/message", Map.of());

        assertThat(browser.page().statusCode()).isLessThan(500);
        assertThat(messages.to(number)).hasSize(1);
    }

    @Test
    void isSealedAgainUnderTheNewestKey() {
        String oldKey = TestKeys.random("old");
        String newKey = TestKeys.random("new");
        Phones afterwards = phones(newKey);
        phones(oldKey).keep(id, new PhoneNumber(number));
        assertThat(afterwards.of(id)).as("sealed with another key").isEmpty();

        KeyRotation.to(newKey + "," + oldKey, SmsConfiguration.sealedPhoneNumbers(), server());

        assertThat(afterwards.of(id).orElseThrow().number().e164()).isEqualTo(number);
    }

    private Phones phones(String keys) {
        return new Phones(server().database(), SecretKeys.parse(keys), server().bean(Clock.class));
    }

    private AuthServer server() {
        return story.server();
    }

    private String stored() {
        return server().database()
                .sql("select encode(sealed_number, 'escape') || phone::text from phone where account_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private String events() {
        return server().database().sql("""
                        select string_agg(type || ' ' || coalesce(details ->> 'factor', ''), ',') from security_event
                        where account_id = :id
                        """).param("id", id).query(String.class).single();
    }
}
