package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.ProofKey;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a token request costs the database. Transactions that changed something are told by the write-ahead log's sequence
 * of transaction ids, which reads, polls of other parts of the server included, do not move.
 */
class CommitCountTests {

    private static final int REQUESTS = 40;

    /** What vacuum, statistics and sweeps of the server may add meanwhile; far from one for each request. */
    private static final int NOISE = 15;

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final RelyingParty web = story.relyingParty(TestClient.WEB);

    /** A first request fills the caches and pays for the slow check of a chosen secret. */
    @BeforeEach
    void warmUp() {
        story.relyingParty(TestClient.SERVICE).clientCredentials("notes:read");
        web.clientCredentials("notes:read");
    }

    private long nextTransaction() {
        return Long.parseLong(database.sql("select pg_snapshot_xmax(pg_current_snapshot())::text")
                .query(String.class)
                .single());
    }

    private long commits() {
        database.sql("select pg_stat_force_next_flush()").query((row, n) -> n).list();
        return database.sql("select xact_commit from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
    }

    @Test
    void aClientActingForItselfWritesNothing() {
        RelyingParty service = story.relyingParty(TestClient.SERVICE);
        Rows before = Rows.of(story.server());
        long transactions = nextTransaction();

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(service.clientCredentials("notes:read").isOk()).isTrue();
        }

        assertThat(nextTransaction() - transactions).isLessThan(NOISE);
        assertThat(Rows.of(story.server())).isEqualTo(before);
    }

    @Test
    void aClientActingForItselfAsksNothing() {
        RelyingParty service = story.relyingParty(TestClient.SERVICE);
        int requests = 300;
        long before = commits();
        for (int i = 0; i < requests; i++) {
            service.clientCredentials("notes:read");
        }
        long spent = commits() - before;

        // Keys, scopes and clients are read again every two seconds, sessions and sweeps less often, and what other
        // tests
        // did just before may be counted late: never one for each request.
        assertThat(spent).isLessThan(requests);
    }

    @Test
    void aCodeIsOneCommit() {
        Browser bob = story.browserOf(TestAccount.BOB);
        Deque<String> codes = new ArrayDeque<>();
        for (int i = 0; i < REQUESTS; i++) {
            codes.add(story.authorize(bob, new AuthorizationRequest(TestClient.WEB))
                    .code());
        }
        long transactions = nextTransaction();

        while (!codes.isEmpty()) {
            assertThat(web.redeem(codes.remove()).isOk()).isTrue();
        }

        assertThat(nextTransaction() - transactions).isBetween((long) REQUESTS, (long) REQUESTS + NOISE);
    }

    @Test
    void aRefreshIsOneCommit() {
        AtomicReference<String> token =
                new AtomicReference<>(story.tokens(TestClient.WEB).text("refresh_token"));
        long transactions = nextTransaction();

        for (int i = 0; i < REQUESTS; i++) {
            token.set(web.refresh(token.get()).text("refresh_token"));
        }

        assertThat(nextTransaction() - transactions).isBetween((long) REQUESTS, (long) REQUESTS + NOISE);
    }

    @Test
    void aProofBelongsToTheCommitOfItsRequest() {
        ProofKey key = new ProofKey();
        String url = story.server().url("/oauth2/token");
        AtomicReference<String> token =
                new AtomicReference<>(story.tokens(TestClient.WEB).text("refresh_token"));
        long transactions = nextTransaction();

        for (int i = 0; i < REQUESTS; i++) {
            token.set(web.post(
                            "/oauth2/token",
                            Map.of("grant_type", "refresh_token", "refresh_token", token.get()),
                            "DPoP",
                            key.proof("POST", url))
                    .text("refresh_token"));
        }

        assertThat(nextTransaction() - transactions).isBetween((long) REQUESTS, (long) REQUESTS + NOISE);
    }

    @Test
    void askingWhetherATokenStandsWritesNothing() {
        RelyingParty.Answer tokens = story.tokens(TestClient.WEB);
        long transactions = nextTransaction();

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(web.isActive(tokens.text("access_token"))).isTrue();
            assertThat(web.userInfo(tokens.text("access_token")).isOk()).isTrue();
        }

        assertThat(nextTransaction() - transactions).isLessThan(NOISE);
    }
}
