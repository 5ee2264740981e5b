package dev.latchkey.auth.risk;

import static dev.latchkey.auth.database.Columns.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether somebody can have come from where the account was last to where it is now. */
@Component
class Travel {

    /** An aeroplane's, and some more: databases are wrong by a city or two. */
    private static final double FASTEST_KM_PER_HOUR = 1000;

    private static final double SHORTEST_KM = 500;

    private final JdbcClient jdbc;
    private final ObjectProvider<GeoDatabase> geoDatabase;
    private final Clock clock;

    Travel(JdbcClient jdbc, ObjectProvider<GeoDatabase> geoDatabase, Clock clock) {
        this.jdbc = jdbc;
        this.geoDatabase = geoDatabase;
        this.clock = clock;
    }

    private record LastSeen(String address, Instant at) {}

    boolean isImpossible(UUID accountId, String address) {
        GeoDatabase database = geoDatabase.getIfAvailable();
        if (database == null) {
            return false;
        }
        Optional<Coordinates> here = database.locate(address);
        return here.isPresent()
                && lastSeen(accountId)
                        .filter(last -> database.locate(last.address())
                                .filter(there -> isTooFast(there.kilometresTo(here.get()), last.at(), clock.instant()))
                                .isPresent())
                        .isPresent();
    }

    static boolean isTooFast(double kilometres, Instant from, Instant to) {
        double hours = Math.max(0, Duration.between(from, to).toSeconds()) / 3600.0;
        return kilometres > SHORTEST_KM && kilometres > hours * FASTEST_KM_PER_HOUR;
    }

    private Optional<LastSeen> lastSeen(UUID accountId) {
        return jdbc.sql("""
                        select address, occurred_at from security_event
                        where account_id = :account and type = 'SIGN_IN' and outcome = 'SUCCESS' and address is not null
                        order by occurred_at desc limit 1
                        """).param("account", accountId).query(Travel::row).optional();
    }

    private static LastSeen row(ResultSet row, int number) throws SQLException {
        return new LastSeen(row.getString("address"), instant(row, "occurred_at"));
    }
}
