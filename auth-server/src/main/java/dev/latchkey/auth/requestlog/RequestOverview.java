package dev.latchkey.auth.requestlog;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was refused of one application, as its page shows it.
 *
 * @param id the only one that is looked for; empty for all
 * @param previous the number of the page before, or null
 * @param next the number of the page after, or null
 */
public record RequestOverview(
        String id,
        List<Day> days,
        List<Row> rows,
        @Nullable Integer previous,
        @Nullable Integer next) {

    /** How often which error was answered on a day. */
    public record Day(LocalDate day, List<RefusedRequests.Count> errors) {}

    /** One request. */
    public record Row(
            String id,
            ZonedDateTime at,
            String endpoint,
            String error,
            String ruleKey,
            String expected,
            String received) {}
}
