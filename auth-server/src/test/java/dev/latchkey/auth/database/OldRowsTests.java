package dev.latchkey.auth.database;

import static dev.latchkey.auth.database.Columns.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OldRowsTests {

    private static final Instant MOMENT = Instant.parse("2026-01-02T03:04:05Z");
    private static final OldRows ROWS = OldRows.expired("old_row", "name, number");

    private final AuthServer server = AuthServer.running();
    private final JdbcClient database = server.database();

    /** A table of its own, which nothing else sweeps. */
    @BeforeEach
    void makeTable() {
        database.sql("create table old_row (name text, number int default 1, expires_at timestamptz)")
                .update();
    }

    @AfterEach
    void dropTable() {
        database.sql("drop table old_row").update();
    }

    @Test
    void areThoseWhoseTimeIsOverAndNoOthers() {
        insert("over", MOMENT.minusSeconds(1));
        insert("just over", MOMENT);
        insert("not over", MOMENT.plusSeconds(1));

        ROWS.delete(database, MOMENT);

        assertThat(left()).containsExactly("not over");
    }

    @Test
    void areOnlyThoseOfWhichTheConditionIsTrueToo() {
        insert("kept", MOMENT);
        insert("deleted", MOMENT);

        ROWS.where("name = 'deleted'").delete(database, MOMENT);

        assertThat(left()).containsExactly("kept");
    }

    @Test
    void areOldByTheClockOfTheDatabase() {
        database.sql("""
                        insert into old_row (name, expires_at) values
                          ('over', now() - interval '61 minutes'), ('not over', now() - interval '59 minutes')
                        """).update();

        ROWS.deleteAfter(database, Duration.ofHours(1));

        assertThat(left()).containsExactly("not over");
    }

    @Test
    void areDeletedHoweverManyThereAre() {
        database.sql("insert into old_row select 'many', i, :moment from generate_series(1, :many) i")
                .param("moment", timestamp(MOMENT))
                .param("many", 2 * OldRows.BATCH + 1)
                .update();

        ROWS.delete(database, MOMENT);

        assertThat(left()).isEmpty();
    }

    /** Waiting for the lock would end with a timeout. */
    @Test
    void areLeftToWhoeverHoldsThem() throws SQLException {
        insert("held", MOMENT);
        insert("free", MOMENT);
        try (Connection other = server.bean(DataSource.class).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from old_row where name = 'held' for update");

            ROWS.delete(database, MOMENT);

            assertThat(left()).containsExactly("held");
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    private void insert(String name, Instant expiresAt) {
        database.sql("insert into old_row (name, expires_at) values (:name, :expires)")
                .param("name", name)
                .param("expires", timestamp(expiresAt))
                .update();
    }

    private List<String> left() {
        return database.sql("select name from old_row order by name")
                .query(String.class)
                .list();
    }
}
