package dev.latchkey.auth.account;

import org.jspecify.annotations.Nullable;

/**
 * What accounts to list, and how.
 *
 * @param text the beginning of a user name, an e-mail address or a name; empty for all
 * @param state only those
 * @param role only those who have it
 */
public record AccountSearch(
        String text, @Nullable AccountState state, @Nullable String role, AccountOrder order, boolean descending) {

    private static final int TEXT_LIMIT = 254;

    public AccountSearch {
        if (text.length() > TEXT_LIMIT) {
            throw new InvalidAccountException("search", "is longer than " + TEXT_LIMIT + " characters");
        }
    }

    /**
     * Reads what was asked for. Nothing, or an empty text, asks for nothing special.
     *
     * @param sort the name of an {@link AccountOrder}, with a minus in front for the other way round
     * @throws InvalidAccountException for the parameter that makes no sense
     */
    public static AccountSearch of(
            @Nullable String search, @Nullable String state, @Nullable String role, @Nullable String sort) {
        String wanted = sort == null || sort.isEmpty() ? AccountOrder.USERNAME.parameter() : sort;
        boolean descending = wanted.startsWith("-");
        AccountOrder order = AccountOrder.of(descending ? wanted.substring(1) : wanted)
                .orElseThrow(() -> new InvalidAccountException("sort", "is none of username, email, name, createdAt"));
        AccountState only = state == null || state.isEmpty()
                ? null
                : AccountState.of(state)
                        .orElseThrow(
                                () -> new InvalidAccountException("state", "is none of active, invited, disabled"));
        if (role != null && !role.isEmpty() && !Role.isName(role)) {
            throw new InvalidAccountException("role", "is no role");
        }
        return new AccountSearch(
                search == null ? "" : search.strip(),
                only,
                role == null || role.isEmpty() ? null : role,
                order,
                descending);
    }

    /** What a cursor is bound to: a page goes on with the same search and no other. */
    String fingerprint() {
        return text + '\n' + state + '\n' + role + '\n' + order + '\n' + descending;
    }
}
