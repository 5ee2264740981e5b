package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.SecurityItem;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page about how safe an account is shows. */
record SecurityPage(List<Row> rows) {

    /** @param since when the state came to be, in the zone of the reader */
    record Row(
            String title,
            SecurityItem.State state,
            String text,
            @Nullable ZonedDateTime since,
            @Nullable String link,
            @Nullable String linkText) {}
}
