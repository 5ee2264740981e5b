package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.AccountList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the list of accounts shows.
 *
 * @param search what was typed
 * @param next the address of the next page; none on the last
 * @param problem the key of what was wrong with what was asked for
 */
record UsersPage(
        List<AccountList.Entry> users,
        String search,
        String state,
        String role,
        String sort,
        List<String> roles,
        @Nullable String next,
        @Nullable String problem,
        @Nullable String done) {}
