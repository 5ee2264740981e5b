package dev.latchkey.auth.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TextMessages;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the tests of codes by SMS do over and over. */
final class PhonePages {

    static final String PHONE = "/account/security/phone";
    static final String CHALLENGE = "/mfa/sms";

    private static final AtomicInteger NUMBERS = new AtomicInteger(10_000);

    private final Story story;
    private final TextMessages messages = TextMessages.running();

    PhonePages(Story story) {
        this.story = story;
    }

    /** A number of its own. */
    static String number() {
        return "+4915112" + NUMBERS.incrementAndGet();
    }

    /** An account that has this telephone, and the browser in which it was added. */
    Browser withPhone(TestAccount account, String number) {
        Browser browser = story.browserOf(account).open(PHONE);
        browser.submit(PHONE, Map.of("number", number));
        browser.submit(
                PHONE + "/code", Map.of("code", messages.awaitTo(number, 1).code()));
        assertThat(browser.at("/account/security/recovery-codes"))
                .as(browser.page().body())
                .isTrue();
        return browser;
    }

    Browser password(TestAccount account) {
        Browser browser = story.browser().open("/login");
        return browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    /** Has a code sent, at the page that asks for one. */
    String codeAt(Browser browser, String number) {
        int before = messages.to(number).size();
        browser.submit(CHALLENGE + "/message", Map.of());
        return messages.awaitTo(number, before + 1).code();
    }

    static String wrong(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }
}
