package dev.latchkey.auth.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people see of the applications that can get at their account, and how it ends. */
class ConnectedApplicationsTests {

    private static final String PATH = "/account/applications";
    private static final String REMOVE = PATH + "/remove";
    private static final Story STORY = new Story();
    private static final JdbcClient DATABASE = STORY.server().database();

    private final NewAccounts people = STORY.newAccounts();
    private final TestAccount person = people.withPassword();
    private final Browser browser = STORY.browserOf(person);

    @Test
    void saysWhatAnApplicationMayDoSinceWhenAndOnWhichDevices() {
        STORY.tokens(browser, TestClient.PARTNER, "openid notes:read offline_access");

        assertThat(browser.open(PATH).page().body()).contains("Partner &lt;b&gt;App&lt;/b&gt;", "Read your notes");
        browser.open(PATH + "/details?client_id=partner");

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body())
                .contains("https://notes.test", "Read your notes", "Your account here", "127.0.0.1")
                .contains("Also while you’re away", "Verified");
    }

    @Test
    @DisplayName("PT-18: taking access back ends the tokens, and the application has to ask again")
    void takesAccessBack() {
        Answer tokens = STORY.tokens(browser, TestClient.PARTNER, "openid notes:read offline_access");

        browser.open(PATH + "/details?client_id=partner").submit(REMOVE, Map.of());

        assertThat(browser.page().body()).contains("has no access any more");
        assertThat(STORY.relyingParty(TestClient.PARTNER)
                        .refresh(tokens.text("refresh_token"))
                        .isOk())
                .isFalse();
        assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(tokens.text("access_token")))
                .isFalse();
        browser.open(new AuthorizationRequest(TestClient.PARTNER)
                .with("prompt", "none")
                .url());
        assertThat(Redirect.of(browser.leftFor()).error()).isEqualTo("consent_required");
    }

    @Test
    void takesAllAccessBackAtOnce() {
        Answer partner = STORY.tokens(browser, TestClient.PARTNER, "openid notes:read");
        Answer web = STORY.tokens(browser, TestClient.WEB, "openid notes:read");

        browser.open(PATH).submit(PATH + "/remove-all", Map.of());

        assertThat(browser.page().body()).contains("No application has access any more");
        for (Answer tokens : new Answer[] {partner, web}) {
            assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(tokens.text("access_token")))
                    .isFalse();
        }
        assertThat(browser.open(PATH).page().body()).contains("No application has access to your account");
    }

    @Test
    @DisplayName("PT-18: what somebody else allowed is not there")
    void knowsNothingOfWhatSomebodyElseAllowed() {
        STORY.tokens(browser, TestClient.PARTNER, "openid notes:read");
        Browser other = STORY.browserOf(people.withPassword());
        STORY.tokens(other, TestClient.WEB, "openid");
        Rows before = Rows.of(STORY.server());

        assertThat(other.open(PATH + "/details?client_id=partner").page().statusCode())
                .isEqualTo(404);
        assertThat(other.open(PATH + "/details?client_id=no-such").page().statusCode())
                .isEqualTo(404);
        other.open(PATH).submit(REMOVE, Map.of("client_id", "partner"));
        assertThat(other.page().statusCode()).isEqualTo(404);

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void takesNothingBackForAFormOfSomebodyElse() {
        STORY.tokens(browser, TestClient.PARTNER, "openid notes:read");
        Rows before = Rows.of(STORY.server());

        assertThat(browser.postRaw(REMOVE, Map.of("client_id", "partner"))
                        .page()
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.postRaw(PATH + "/remove-all", Map.of()).page().statusCode())
                .isEqualTo(403);

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    @DisplayName("PT-18: applications that registered themselves are in the list like the others")
    void listsFiveHundredApplicationsInPagesAndFindsOne() {
        UUID account = people.idOf(person);
        String mark = "many-" + UUID.randomUUID();
        DATABASE.sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        select gen_random_uuid(), :mark || '-' || n,
                               jsonb_set(metadata, '{client_name}', to_jsonb('Number ' || n || '!')), policy, false, true, now(),
                               now(), 0
                        from client, generate_series(1, 500) n where client_id = 'partner'
                        """).param("mark", mark).update();
        DATABASE.sql("""
                        insert into client_registration (client_id, token_hash, scopes, redirect_hosts, changed_at)
                        select id, '\\x00', '{}', '{}', now() from client where client_id = :one
                        """).param("one", mark + "-77").update();
        DATABASE.sql("""
                        insert into oauth_consent (account_id, client_id, resource, scopes, fingerprint, granted_at, updated_at)
                        select :account, id, 'https://notes.test', '{notes:read}', 'x', now(), now()
                        from client where client_id like :mark || '-%'
                        """).param("account", account).param("mark", mark).update();
        DATABASE.sql("""
                        insert into oauth_grant (id, account_id, client_id, scopes, resources, auth_time, amr, acr, created_at,
                                                 last_used_at, expires_at)
                        select gen_random_uuid(), :account, id, '{notes:read}', '{}', now(), '{pwd}', 'x', now(), now(),
                               now() + interval '1 day'
                        from client, generate_series(1, 10) where client_id like :mark || '-%'
                        """).param("account", account).param("mark", mark).update();
        try {
            AtomicInteger shown = new AtomicInteger();
            browser.open(PATH + "?page=25");
            assertThat(browser.page().statusCode()).isEqualTo(200);
            assertThat(browser.page().body()).contains("rel=\"prev\"").doesNotContain("rel=\"next\"");
            assertThat(browser.open(PATH + "?page=1").page().body()).contains("rel=\"next\"");
            Pattern.compile("Number \\d+!")
                    .matcher(browser.page().body())
                    .results()
                    .forEach(result -> shown.incrementAndGet());
            assertThat(shown).hasValue(20);
            assertThat(browser.open(PATH + "?search=nUMBER+77!").page().body())
                    .contains("Number 77!", "Not verified")
                    .doesNotContain("Number 177!");
            assertThat(browser.open(PATH + "?search=%25").page().body())
                    .as("no wild card")
                    .contains("No application is called that");
        } finally {
            DATABASE.sql("delete from client where client_id like :mark || '-%'")
                    .param("mark", mark)
                    .update();
        }
    }

    @Test
    void endsAccessThatNobodyUsesAfterSayingSo() {
        UnusedAccess unused = STORY.server().bean(UnusedAccess.class);
        Answer tokens = STORY.tokens(browser, TestClient.PARTNER, "openid notes:read offline_access");
        untouchedForDays(100);

        all(unused::end);
        assertThat(isRemembered()).as("nobody was told yet").isTrue();
        all(unused::announce);
        all(unused::announce);
        String mail = STORY.server()
                .mailbox()
                .awaitTo(person.username() + "@example.test")
                .text();
        assertThat(mail).contains("Partner", PATH);
        all(unused::end);
        assertThat(isRemembered()).as("there is time").isTrue();

        DATABASE.sql("update unused_access_notice set told_at = now() - interval '15 days' where account_id = :id")
                .param("id", people.idOf(person))
                .update();
        all(unused::end);

        assertThat(isRemembered()).isFalse();
        assertThat(STORY.relyingParty(TestClient.PARTNER)
                        .refresh(tokens.text("refresh_token"))
                        .isOk())
                .isFalse();
    }

    @Test
    void keepsAccessThatIsUsedAfterTheNotice() {
        UnusedAccess unused = STORY.server().bean(UnusedAccess.class);
        STORY.tokens(browser, TestClient.PARTNER, "openid notes:read offline_access");
        untouchedForDays(100);
        all(unused::announce);
        DATABASE.sql("update unused_access_notice set told_at = now() - interval '15 days' where account_id = :id")
                .param("id", people.idOf(person))
                .update();
        DATABASE.sql("update oauth_grant set last_used_at = now() where account_id = :id")
                .param("id", people.idOf(person))
                .update();

        all(unused::end);

        assertThat(isRemembered()).isTrue();
    }

    @Test
    void remembersTheLastUseOfAGrantThatIsSweptAway() {
        UnusedAccess unused = STORY.server().bean(UnusedAccess.class);
        STORY.tokens(browser, TestClient.PARTNER, "openid notes:read");
        DATABASE.sql("update oauth_consent set updated_at = now() - interval '100 days' where account_id = :id")
                .param("id", people.idOf(person))
                .update();

        DATABASE.sql("delete from oauth_grant where account_id = :id")
                .param("id", people.idOf(person))
                .update();
        all(unused::announce);

        assertThat(DATABASE.sql("select count(*) from unused_access_notice where account_id = :id")
                        .param("id", people.idOf(person))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void takesBackEverythingThatAnybodyAllowedAnApplicationAndTellsThem() {
        TestClient application = new TestClient(
                "breached-" + UUID.randomUUID(), TestClient.PARTNER.secret(), TestClient.PARTNER.redirectUri());
        DATABASE.sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        select gen_random_uuid(), :id, metadata, policy, false, true, now(), now(), 0
                        from client where client_id = 'partner';
                        """).param("id", application.clientId()).update();
        DATABASE.sql("""
                        insert into client_secret (id, client_id, hash, created_at)
                        select gen_random_uuid(), n.id, s.hash, now()
                        from client n, client_secret s join client c on c.id = s.client_id
                        where n.client_id = :id and c.client_id = 'partner'
                        """).param("id", application.clientId()).update();
        TestAccount second = people.withPassword();
        Answer first = STORY.tokens(browser, application, "openid notes:read");
        Answer other = STORY.tokens(STORY.browserOf(second), application, "openid notes:read");
        Answer elsewhere = STORY.tokens(browser, TestClient.PARTNER, "openid notes:read");

        int told = STORY.server()
                .bean(WithdrawnAccess.class)
                .withdraw(DATABASE.sql("select id from client where client_id = :id")
                        .param("id", application.clientId())
                        .query(UUID.class)
                        .single());

        assertThat(told).isEqualTo(2);
        for (Answer tokens : new Answer[] {first, other}) {
            assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(tokens.text("access_token")))
                    .isFalse();
        }
        assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(elsewhere.text("access_token")))
                .isTrue();
        for (TestAccount account : new TestAccount[] {person, second}) {
            assertThat(STORY.server()
                            .mailbox()
                            .awaitTo(account.username() + "@example.test")
                            .text())
                    .contains("All access was taken back", "Partner");
        }
    }

    private void untouchedForDays(int days) {
        for (String change : new String[] {
            "update oauth_consent set updated_at = now() - make_interval(days => :days) where account_id = :id",
            "update oauth_grant set last_used_at = now() - make_interval(days => :days) where account_id = :id"
        }) {
            DATABASE.sql(change)
                    .param("days", days)
                    .param("id", people.idOf(person))
                    .update();
        }
    }

    private boolean isRemembered() {
        return DATABASE.sql("select exists (select 1 from oauth_consent where account_id = :id)")
                .param("id", people.idOf(person))
                .query(Boolean.class)
                .single();
    }

    private static void all(IntSupplier batch) {
        for (int round = 0; round < 100 && batch.getAsInt() > 0; round++) {
            // Until nothing is left of what other tests made.
        }
    }
}
