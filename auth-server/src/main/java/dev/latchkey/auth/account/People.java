package dev.latchkey.auth.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads people as others are told of them, in one statement: tokens and user info are asked for often. */
@Repository
public class People {

    /** What a statement of somebody else's reads for {@link #read}, from {@link #TABLES}. */
    public static final String COLUMNS = """
            a.id, a.username, a.name, a.birthdate, a.email, a.email_verified, a.updated_at, p.*,
            array(select r.role from account_role r where r.account_id = a.id order by r.role) as roles
            """;

    public static final String TABLES = " account a left join account_profile p on p.account_id = a.id ";

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The person of an account, disabled or not. */
    public Optional<Person> find(UUID accountId) {
        return jdbc.sql("select " + COLUMNS + " from " + TABLES + " where a.id = :account")
                .param("account", accountId)
                .query((row, n) -> read(row))
                .optional();
    }

    public static Person read(ResultSet row) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("username"),
                row.getString("name"),
                row.getObject("birthdate", LocalDate.class),
                row.getString("email"),
                row.getBoolean("email_verified"),
                List.of((String[]) row.getArray("roles").getArray()),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Profiles.row(row));
    }
}
