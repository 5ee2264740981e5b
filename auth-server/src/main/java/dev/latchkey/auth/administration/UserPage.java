package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.account.SecurityItem;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one account shows. Nothing in it opens the account.
 *
 * @param version what the forms were made from
 * @param own whether it is the account of whoever looks at it
 * @param state in lower case
 * @param profile what stands in the form
 * @param security how safe the account is, as its owner sees it
 */
record UserPage(
        UUID id,
        long version,
        boolean own,
        String state,
        String username,
        Profile profile,
        boolean emailVerified,
        Set<String> roles,
        List<Role> allRoles,
        OffsetDateTime createdAt,
        List<SecurityItem.Row> security,
        List<Session> sessions,
        List<Application> applications,
        List<EventRow> activity,
        @Nullable String problem,
        @Nullable String done) {

    /** What was typed, or is so now. */
    record Profile(String username, String email, String name, String birthdate) {}

    /** An open session. */
    record Session(
            @Nullable String browser,
            @Nullable String system,
            @Nullable String address,
            OffsetDateTime lastSeenAt) {}

    /** An application that can get at the account. */
    record Application(
            String clientId,
            String name,
            LocalDate since,
            @Nullable LocalDate lastUsed) {}
}
