package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataExportTests {

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = story.newAccounts().withPassword();
    private final UUID id = story.newAccounts().idOf(account);
    private final Browser browser = story.browserOf(account);

    @Test
    void hasEverythingAboutThePersonInOneFile() {
        story.tokens(browser, TestClient.PARTNER, "openid profile");
        HttpResponse<String> file = export();
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"latchkey-data.json\"");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");

        JsonNode data = JsonMapper.shared().readTree(file.body());
        assertThat(data.at("/account/id").asString()).isEqualTo(id.toString());
        assertThat(data.at("/account/username").asString()).isEqualTo(account.username());
        assertThat(data.at("/sessions").size()).isEqualTo(1);
        assertThat(data.at("/applications/consents/0/client_id").asString()).isEqualTo("partner");
        assertThat(data.at("/applications/grants/0/scope").asString()).contains("openid");
        assertThat(data.at("/activity").size()).isGreaterThanOrEqualTo(2);
        assertThat(browser.open("/account/activity").page().body()).contains("A copy of your data was downloaded");
    }

    @Test
    void hasNothingThatOpensAnything() {
        story.tokens(browser, TestClient.WEB, "openid offline_access");
        String file = export().body();
        String hash = database.sql("select password_hash from account where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
        assertThat(file).doesNotContain(hash, browser.cookie("latchkey-session"), "secret", "hash");
        database.sql("select secret_hash from browser_session where account_id = :id")
                .param("id", id)
                .query(byte[].class)
                .list()
                .forEach(secret -> assertThat(file)
                        .doesNotContain(
                                HexFormat.of().formatHex(secret),
                                Base64.getEncoder().encodeToString(secret),
                                Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    }

    @Test
    void hasNothingAboutAnybodyElse() {
        UUID administrator = UUID.randomUUID();
        database.sql("""
                        insert into security_event (id, occurred_at, type, outcome, account_id, actor_id, address, user_agent,
                                                    details)
                        values (gen_random_uuid(), now(), 'ROLES_CHANGED', 'SUCCESS', :id, :actor, '203.0.113.77', 'Theirs', '{}')
                        """).param("id", id).param("actor", administrator).update();
        assertThat(export().body())
                .contains("ROLES_CHANGED")
                .doesNotContain(administrator.toString(), "203.0.113.77", "Theirs");
    }

    @Test
    void isForPeopleWhoHaveJustShownThatItIsThem() {
        browser.open("/account/data");
        database.sql("""
                        update browser_session set factors = jsonb_build_object('PASSWORD', now() - interval '11 minutes')
                        where account_id = :id
                        """).param("id", id).update();
        HttpResponse<String> answer = browser.submitWithoutFollowing("/account/data/export", Map.of());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/reauthenticate");
        assertThat(browser.openWithoutFollowing("/account/data/export").statusCode())
                .isEqualTo(405);
    }

    private HttpResponse<String> export() {
        return browser.open("/account/data").submitWithoutFollowing("/account/data/export", Map.of());
    }
}
