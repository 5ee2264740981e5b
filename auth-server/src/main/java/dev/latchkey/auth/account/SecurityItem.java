package dev.latchkey.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A matter on the page on which people see how safe their account is. The feature that owns the matter declares a bean;
 * {@code @Order} says where it stands.
 */
@FunctionalInterface
public interface SecurityItem {

    /** What to show this account; an empty list where there is nothing to say. */
    List<Row> of(UUID accountId);

    /** How good the state is. Never told by colour alone: the texts say it too. */
    enum State {
        /** As it should be. */
        GOOD,
        /** Better done something about. */
        ATTENTION,
        /** Neither. */
        PLAIN
    }

    /**
     * A line of the page.
     *
     * @param title the message key of what this is about
     * @param text the message key of its state, filled with {@code arguments}
     * @param arguments texts that people chose, or numbers
     * @param since when that came to be, shown beside it
     * @param link where to do something about it, a path of this server
     * @param linkText the message key of that link; there exactly if {@code link} is
     */
    record Row(
            String title,
            State state,
            String text,
            List<Object> arguments,
            @Nullable Instant since,
            @Nullable String link,
            @Nullable String linkText) {

        public Row {
            arguments = List.copyOf(arguments);
            if ((link == null) != (linkText == null)) {
                throw new IllegalArgumentException("A link and its text come together");
            }
        }

        public static Row of(String title, State state, String text, Object... arguments) {
            return new Row(title, state, text, List.of(arguments), null, null, null);
        }

        public Row since(@Nullable Instant instant) {
            return new Row(title, state, text, arguments, instant, link, linkText);
        }

        public Row link(String path, String textKey) {
            return new Row(title, state, text, arguments, since, path, textKey);
        }
    }
}
