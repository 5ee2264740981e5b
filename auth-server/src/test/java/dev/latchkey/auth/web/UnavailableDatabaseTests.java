package dev.latchkey.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

class UnavailableDatabaseTests {

    @Test
    void isSeenInWhateverItIsWrappedIn() {
        assertThat(isOutage(new SQLTransientConnectionException("no connection within 2 s")))
                .isTrue();
        assertThat(isOutage(new SQLRecoverableException())).isTrue();
        assertThat(isOutage(new DataAccessResourceFailureException("gone"))).isTrue();
        assertThat(isOutage(new SQLException("reset", "08006"))).isTrue();
        assertThat(isOutage(new SQLException("too many clients", "53300"))).isTrue();
        assertThat(isOutage(new SQLException("shutting down", "57P03"))).isTrue();
    }

    @Test
    void isNotBlamedForOurMistakes() {
        assertThat(isOutage(new SQLException("syntax error", "42601"))).isFalse();
        assertThat(isOutage(new DuplicateKeyException("again"))).isFalse();
        assertThat(isOutage(new SQLException("cancelled", "57014"))).isFalse();
        assertThat(UnavailableDatabase.isCauseOf(null)).isFalse();
    }

    @Test
    void isLookedForInFiniteTimeAlsoInACircle() {
        Exception one = new Exception();
        Exception other = new Exception(one);
        one.initCause(other);
        assertThat(UnavailableDatabase.isCauseOf(one)).isFalse();
    }

    private static boolean isOutage(Exception cause) {
        return UnavailableDatabase.isCauseOf(new IllegalStateException(new RuntimeException(cause)));
    }
}
