package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each test has years of its own, in which nothing else happens. */
class GuessingWatchTests {

    private final AuthServer server = AuthServer.running();
    private final JdbcClient database = server.database();

    /** LG-09: one password, many names, one network; no account comes near its own brake. */
    @Test
    void noticesOneNetworkThatTriesManyNames() {
        Clock clock = at("2031-01-01T00:00:00Z");
        for (int i = 0; i < 20; i++) {
            failed(clock, "203.0.113.5", "name-" + i);
        }
        watch(clock).look();
        assertThat(noticed(clock)).containsExactly("MANY_NAMES_FROM_ONE_NETWORK 203.0.113.5 20");
        watch(clock).look();
        assertThat(noticed(clock)).hasSize(1);
    }

    /** LG-11: whoever has one IPv6 connection has as many addresses as they like. */
    @Test
    void takesTheAddressesOfOneIpv6ConnectionForOneNetwork() {
        Clock clock = at("2034-01-01T00:00:00Z");
        for (int i = 0; i < 20; i++) {
            failed(clock, "2001:db8:1:2::" + Integer.toHexString(i + 1), "name-" + i);
            failed(clock, "not an address", "name-1");
        }
        watch(clock).look();
        assertThat(noticed(clock)).containsExactly("MANY_NAMES_FROM_ONE_NETWORK 2001:db8:1:2::/64 20");
    }

    /** LG-10: a botnet tries stolen pairs, one for each name, each address a few. */
    @Test
    void noticesManyNetworksThatTryManyNames() {
        Clock clock = at("2032-01-01T00:00:00Z");
        for (int i = 0; i < 200; i++) {
            failed(clock, "198.51.100." + i % 50, "name-" + i);
        }
        watch(clock).look();
        assertThat(noticed(clock)).containsExactly("MANY_NAMES_FROM_MANY_NETWORKS  200");
    }

    @Test
    void takesPeopleWhoMistypeForPeopleWhoMistype() {
        Clock clock = at("2033-01-01T00:00:00Z");
        for (int i = 0; i < 190; i++) {
            failed(clock, "198.51.100." + i % 60, "name-" + i);
            failed(clock, "192.0.2.1", "name-" + i % 19);
        }
        watch(clock).look();
        assertThat(noticed(clock)).isEmpty();
    }

    private GuessingWatch watch(Clock clock) {
        AuditProperties properties = new AuditProperties(
                Duration.ofDays(400), false, 1000, new AuditProperties.Guessing(Duration.ofMinutes(15), 20, 200, 50));
        AuditTrail trail =
                new AuditTrail(
                        database,
                        tools.jackson.databind.json.JsonMapper.shared(),
                        clock,
                        new FailureBudget(properties),
                        new SecurityLog(properties),
                        new SecurityMetrics(new io.micrometer.core.instrument.simple.SimpleMeterRegistry())) {
                    @Override
                    public void record(SecurityEvent event) {
                        server.bean(org.springframework.transaction.support.TransactionTemplate.class)
                                .executeWithoutResult(status -> super.record(event));
                    }
                };
        return new GuessingWatch(database, trail, properties, clock);
    }

    private void failed(Clock clock, String address, String name) {
        database.sql("""
                        insert into security_event (id, occurred_at, type, outcome, reason, address, details)
                        values (:id, :at, 'SIGN_IN', 'FAILURE', 'WRONG_PASSWORD', :address,
                                jsonb_build_object('name', cast(:name as text)))
                        """)
                .param("id", UUID.randomUUID())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("address", address)
                .param("name", name)
                .update();
    }

    private java.util.List<String> noticed(Clock clock) {
        return database.sql("""
                        select reason || ' ' || (details ->> 'network') || ' ' || (details ->> 'names') from security_event
                        where type = 'GUESSING_NOTICED' and occurred_at = :at
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
    }

    private static Clock at(String instant) {
        TestClock clock = new TestClock();
        clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
        return clock;
    }
}
