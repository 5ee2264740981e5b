package dev.latchkey.auth.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RefusedRequestsTests {

    private static final Failure FAILURE = Failure.of(FailedRule.CODE_KNOWN);

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final RequestLog log = story.server().bean(RequestLog.class);
    private final RefusalCounts counts = story.server().bean(RefusalCounts.class);
    private final RefusedRequests requests = story.server().bean(RefusedRequests.class);
    private final UUID client = UUID.randomUUID();

    @BeforeEach
    void registers() {
        database.sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        values (:id, 'log-' || :id, '{"client_name": "Log", "redirect_uris": ["https://log.test/cb"],
                                "grant_types": ["authorization_code"], "token_endpoint_auth_method": "none", "scope": "openid"}',
                                '{"lifetimes": {}}', false, true, now(), now(), 0)
                        """).param("id", client).update();
    }

    @AfterEach
    void leaves() {
        database.sql("delete from client where id = :id").param("id", client).update();
    }

    @Test
    @DisplayName("RB-15: fifty at once, a thousand times: few rows, and every one of them counted")
    void keepsFewAndCountsAll() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                all.add(threads.submit(() -> log.refused(client, Endpoint.TOKEN, "invalid_grant", FAILURE)));
                if (i % 100 == 0) {
                    all.add(threads.submit(counts::write));
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        counts.write();

        assertThat(rows()).isEqualTo(30);
        assertThat(requests.counts(client)).singleElement().satisfies(count -> {
            assertThat(count.error()).isEqualTo("invalid_grant");
            assertThat(count.failures()).isEqualTo(1_000);
        });
    }

    @Test
    @DisplayName("RB-15: a flood over HTTP is answered as ever, and the table does not grow with it")
    void answersAFloodAsEver() {
        TestClient flooded = new TestClient("log-" + client, "", "https://log.test/cb");
        Browser browser = story.browser();
        for (int i = 0; i < 40; i++) {
            assertThat(browser.open(new AuthorizationRequest(flooded)
                                    .with("redirect_uri", "https://log.test/" + i)
                                    .url())
                            .page()
                            .statusCode())
                    .isEqualTo(400);
        }

        assertThat(rows()).isEqualTo(30);
        counts.write();
        assertThat(requests.counts(client).get(0).failures()).isEqualTo(40);
    }

    @Test
    void forgetsAfterAWeek() {
        String id =
                log.refused(client, Endpoint.TOKEN, "invalid_grant", FAILURE).orElseThrow();
        counts.write();
        requests.forget();
        assertThat(requests.find(id)).isPresent();

        database.sql("update request_failure set at = now() - interval '169 hours' where id = :id")
                .param("id", id)
                .update();
        database.sql("update request_failure_count set day = day - 9 where client_id = :id")
                .param("id", client)
                .update();
        assertThat(requests.find(id)).as("before it is swept away").isEmpty();
        requests.forget();

        assertThat(rows()).isZero();
        assertThat(database.sql("select count(*) from request_failure_count where client_id = :id")
                        .param("id", client)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void goesWithTheClient() {
        log.refused(client, Endpoint.TOKEN, "invalid_grant", FAILURE);
        counts.write();
        leaves();

        assertThat(rows()).isZero();
        assertThat(log.refused(client, Endpoint.TOKEN, "invalid_grant", FAILURE))
                .isPresent();
        counts.write();
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @EnumSource(FailedRule.class)
    void hasASentenceForEveryRuleInEveryLanguage(FailedRule rule) {
        MessageSource messages = story.server().bean(MessageSource.class);
        assertThat(messages.getMessage(rule.messageKey(), null, Locale.ENGLISH)).isNotBlank();
        assertThat(messages.getMessage(rule.messageKey(), null, Locale.GERMAN))
                .isNotEqualTo(messages.getMessage(rule.messageKey(), null, Locale.ENGLISH));
    }

    @Test
    void cutsAndCleansWhatItKeeps() {
        Failure failure = Failure.of(
                FailedRule.FORM, "https://u:p@a.test/?code=abc&x=1", "a\u0000b\n\u202ec" + "d".repeat(1_000));

        assertThat(failure.expected()).isEqualTo("https://…@a.test/?code=…&x=…");
        assertThat(failure.received())
                .startsWith("a\uFFFDb\uFFFD\uFFFDc")
                .endsWith("…")
                .hasSize(Failure.LONGEST + 1);
    }

    private long rows() {
        return database.sql("select count(*) from request_failure where client_id = :id")
                .param("id", client)
                .query(Long.class)
                .single();
    }
}
