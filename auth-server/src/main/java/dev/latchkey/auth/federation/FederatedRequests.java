package dev.latchkey.auth.federation;

import static dev.latchkey.auth.database.Columns.instant;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Browsers that are away at a provider. The state is stored as its hash, bound to one browser, one provider and one purpose. */
@Repository
class FederatedRequests {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    FederatedRequests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param accountId whose account it is about, unless somebody signs in
     * @param sessionId in which session, likewise
     * @param fresh whether the person has to have signed in there after this
     * @param answer what was posted for it by a page of the provider, which came without the cookies of this browser
     */
    record Pending(
            UUID providerId,
            FederationPurpose purpose,
            @Nullable UUID accountId,
            @Nullable UUID sessionId,
            boolean fresh,
            @Nullable String continuation,
            Instant createdAt,
            @Nullable String answer) {}

    Instant now() {
        return clock.instant();
    }

    void add(String state, String browser, Pending pending) {
        jdbc.sql("""
                        insert into federated_request (state_hash, browser_hash, provider_id, purpose, account_id, session_id, fresh,
                                                       continuation, created_at, expires_at)
                        values (:state, :browser, :provider, :purpose, :account, :session, :fresh, :continuation, :now, :expires)
                        """)
                .param("state", OpaqueValues.hash(state))
                .param("browser", OpaqueValues.hash(browser))
                .param("provider", pending.providerId())
                .param("purpose", pending.purpose().name())
                .param("account", pending.accountId())
                .param("session", pending.sessionId())
                .param("fresh", pending.fresh())
                .param("continuation", pending.continuation())
                .param("now", pending.createdAt().atOffset(ZoneOffset.UTC))
                .param("expires", pending.createdAt().plus(LIFETIME).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Keeps an answer for the browser that was sent, which comes for it. Nobody else knows the state: the last one counts. */
    boolean answer(String state, UUID providerId, String answer) {
        return jdbc.sql("""
                        update federated_request set answer = :answer
                        where state_hash = :state and provider_id = :provider and expires_at > :now
                        """)
                        .param("answer", answer)
                        .param("state", OpaqueValues.hash(state))
                        .param("provider", providerId)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Takes it away: of any number of answers, one gets it. Another browser's stays. */
    Optional<Pending> claim(String state, String browser, UUID providerId) {
        return jdbc.sql("""
                        delete from federated_request
                        where state_hash = :state and browser_hash = :browser and provider_id = :provider and expires_at > :now
                        returning provider_id, purpose, account_id, session_id, fresh, continuation, created_at, answer
                        """)
                .param("state", OpaqueValues.hash(state))
                .param("browser", OpaqueValues.hash(browser))
                .param("provider", providerId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Pending(
                        row.getObject("provider_id", UUID.class),
                        FederationPurpose.valueOf(row.getString("purpose")),
                        row.getObject("account_id", UUID.class),
                        row.getObject("session_id", UUID.class),
                        row.getBoolean("fresh"),
                        row.getString("continuation"),
                        instant(row, "created_at"),
                        row.getString("answer")))
                .optional();
    }

    void deleteExpired() {
        OldRows.expired("federated_request", "state_hash").delete(jdbc, clock.instant());
    }
}
