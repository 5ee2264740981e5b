package dev.latchkey.auth.mfa;

import dev.latchkey.auth.database.Columns;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an account has of this package, in one statement: the page that lists it asks every feature. */
@Repository
class FactorSummaries {

    private final JdbcClient jdbc;
    private final Clock clock;

    FactorSummaries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param apps how many authenticator apps
     * @param appsSince when the oldest of them was added
     * @param codes the recovery codes, if there are any
     * @param trusted how many browsers are trusted
     */
    record Summary(
            int apps, @Nullable Instant appsSince, @Nullable RecoveryCodeSet codes, int trusted) {}

    Summary of(UUID accountId) {
        return jdbc.sql("""
                        select app.count as apps, app.since,
                               s.id as codes, s.created_at, s.saved_at is not null as saved,
                               (select count(*) from recovery_code c where c.set_id = s.id and c.used_at is null) as unused,
                               (select count(*) from trusted_device
                                where account_id = :account and expires_at > :now) as trusted
                        from (select count(*) as count, min(created_at) as since from totp_device
                              where account_id = :account and confirmed_at is not null) app
                          left join recovery_code_set s on s.account_id = :account
                        """)
                .param("account", accountId)
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, number) -> new Summary(
                        row.getInt("apps"),
                        Columns.instantOrNull(row, "since"),
                        row.getObject("codes", UUID.class) == null
                                ? null
                                : new RecoveryCodeSet(
                                        row.getObject("codes", UUID.class),
                                        Columns.instant(row, "created_at"),
                                        row.getBoolean("saved"),
                                        row.getInt("unused")),
                        row.getInt("trusted")))
                .single();
    }
}
