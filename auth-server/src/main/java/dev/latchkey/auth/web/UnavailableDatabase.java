package dev.latchkey.auth.web;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that cannot be reached, which passes, from a mistake of ours, which does not. */
public final class UnavailableDatabase {

    private static final int DEEPEST_CAUSE = 20;

    private UnavailableDatabase() {}

    /** Whether {@code failure} or anything that caused it says that the database is not there. */
    public static boolean isCauseOf(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (saysSo(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean saysSo(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return sql instanceof SQLTransientConnectionException
                    || sql instanceof SQLRecoverableException
                    || hasStateOfOutage(sql.getSQLState());
        }
        return cause instanceof DataAccessResourceFailureException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof QueryTimeoutException;
    }

    /** PostgreSQL's classes 08 connection exception, 53 insufficient resources, 57P operator intervention (a shutdown). */
    private static boolean hasStateOfOutage(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }
}
