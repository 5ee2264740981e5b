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

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The person of an account, disabled or not. */
    public Optional<Person> find(UUID accountId) {
        return jdbc.sql("""
                        select a.id, a.username, a.name, a.birthdate, a.email, a.email_verified, a.updated_at,
                               array(select r.role from account_role r where r.account_id = a.id order by r.role) as roles,
                               p.*
                        from account a left join account_profile p on p.account_id = a.id
                        where a.id = :account
                        """).param("account", accountId).query(People::person).optional();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
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
