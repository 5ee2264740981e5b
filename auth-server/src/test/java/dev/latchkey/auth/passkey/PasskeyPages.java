package dev.latchkey.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Authenticator;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tests of passkeys do over and over, as the pages and their script do it. */
final class PasskeyPages {

    static final String LIST = "/account/security/passkeys";
    static final String NEW = LIST + "/new";

    private final AuthServer server;
    private final Story story;

    PasskeyPages(Story story) {
        this.story = story;
        this.server = story.server();
    }

    /** An account of its own, signed in a moment ago, with this passkey. */
    Browser registered(TestAccount account, Authenticator authenticator) {
        Browser browser = story.browserOf(account);
        register(browser, authenticator, "Phone");
        assertThat(browser.page().uri()).hasToString(server.url(LIST + "?done=ADDED"));
        return browser;
    }

    Browser register(Browser browser, Authenticator authenticator, String name) {
        String answer = authenticator.create(creationOptions(browser));
        return submitNew(browser, answer, name);
    }

    Browser submitNew(Browser browser, String answer, String name) {
        return browser.open(NEW).submit(NEW, Map.of("credential", answer, "name", name));
    }

    String creationOptions(Browser browser) {
        return creationOptionsAt(browser, NEW);
    }

    String creationOptionsAt(Browser browser, String page) {
        return json(browser, page + "/options");
    }

    String signInOptions(Browser browser) {
        return json(browser, "/login/passkey/options");
    }

    String secondFactorOptions(Browser browser) {
        return json(browser, "/mfa/passkey/options");
    }

    Browser signIn(Browser browser, Authenticator authenticator) {
        return submitSignIn(browser, authenticator.get(signInOptions(browser)));
    }

    Browser submitSignIn(Browser browser, String answer) {
        return browser.open("/login").submit("/login/passkey", Map.of("credential", answer));
    }

    Browser password(TestAccount account) {
        Browser browser = story.browser().open("/login");
        return browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
    }

    boolean isSignedIn(Browser browser) {
        return browser.open("/account").at("/account");
    }

    UUID idOf(Authenticator authenticator) {
        return server.database()
                .sql("select id from passkey where credential_id = :id")
                .param("id", authenticator.credentialId())
                .query(UUID.class)
                .single();
    }

    List<String> namesOf(UUID account) {
        return server.database()
                .sql("select name from passkey where account_id = :account order by created_at")
                .param("account", account)
                .query(String.class)
                .list();
    }

    /** Types and reasons, the newest last. */
    List<String> eventsOf(UUID account) {
        return server.database()
                .sql("""
                        select type || coalesce(' ' || reason, '') from security_event
                        where account_id = :account and details ->> 'factor' = 'passkey' order by occurred_at
                        """)
                .param("account", account)
                .query(String.class)
                .list();
    }

    private static String json(Browser browser, String path) {
        HttpResponse<String> answer = browser.openWithoutFollowing(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return answer.body();
    }
}
