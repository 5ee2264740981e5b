package dev.latchkey.auth.account;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.strings;

import dev.latchkey.auth.account.AccountCursors.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Lists and finds accounts for administrators: one statement a page, whatever the number of accounts, going on after the last
 * row of the page before.
 */
@Repository
public class AccountDirectory {

    /** The most that one page holds. */
    public static final int LARGEST_PAGE = 100;

    private final JdbcClient jdbc;
    private final AccountCursors cursors;

    AccountDirectory(JdbcClient jdbc, AccountCursors cursors) {
        this.jdbc = jdbc;
        this.cursors = cursors;
    }

    /**
     * @param cursor of the page before; none for the first
     * @throws InvalidAccountException for a cursor that this search did not give out, or a limit that is not between 1 and
     *     {@link #LARGEST_PAGE}
     */
    public AccountList list(AccountSearch search, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new InvalidAccountException("limit", "is not between 1 and " + LARGEST_PAGE);
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("limit", limit + 1);
        String where = conditions(search, parameters);
        if (cursor != null && !cursor.isEmpty()) {
            Position after = cursors.read(cursor, search);
            where += " and (" + search.order().column() + ", a.id) " + (search.descending() ? "<" : ">")
                    + " (cast(:after as " + search.order().type() + "), :afterId)";
            parameters.put("after", after.value());
            parameters.put("afterId", after.id());
        }
        String direction = search.descending() ? " desc" : "";
        List<Row> rows = jdbc.sql("""
                        select a.id, a.username, a.email, a.email_verified, a.name, a.enabled, a.created_at,
                               a.password_hash is not null as with_password, cast(%1$s as text) as position,
                               array(select r.role from account_role r where r.account_id = a.id order by r.role) as roles
                          from account a
                         where %2$s
                         order by %1$s%3$s, a.id%3$s
                         limit :limit
                        """.formatted(search.order().column(), where, direction))
                .params(parameters)
                .query(AccountDirectory::row)
                .list();
        boolean more = rows.size() > limit;
        List<Row> shown = more ? rows.subList(0, limit) : rows;
        return new AccountList(
                shown.stream().map(Row::entry).toList(),
                more ? cursors.write(shown.get(limit - 1).position(), search) : null);
    }

    /** Built of constants; what was sent is in the parameters. */
    private static String conditions(AccountSearch search, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (!search.text().isEmpty()) {
            conditions.add("(a.username_key like :prefix or a.email_key like :prefix or lower(a.name) like :prefix)");
            parameters.put("prefix", escaped(AccountKeys.folded(search.text())) + "%");
        }
        AccountState state = search.state();
        if (state != null) {
            conditions.add(state.condition());
        }
        String role = search.role();
        if (role != null) {
            conditions.add("exists (select 1 from account_role r where r.account_id = a.id and r.role = :role)");
            parameters.put("role", role);
        }
        return String.join(" and ", conditions);
    }

    /** Signs that mean something to LIKE stand for themselves. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private record Row(AccountList.Entry entry, Position position) {}

    private static Row row(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        boolean verified = row.getBoolean("email_verified");
        AccountState state = AccountState.of(row.getBoolean("enabled"), row.getBoolean("with_password"), verified);
        AccountList.Entry entry = new AccountList.Entry(
                id,
                row.getString("username"),
                row.getString("email"),
                verified,
                row.getString("name"),
                strings(row, "roles"),
                state,
                instant(row, "created_at"));
        return new Row(entry, new Position(row.getString("position"), id));
    }
}
