package dev.latchkey.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.testing.DomainTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Among ten thousand accounts. */
@DomainTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountDirectoryTests {

    private static final int MANY = 10_000;

    @Autowired
    AccountDirectory directory;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    void makeMany() {
        jdbc.sql("""
                        insert into account (id, username, username_key, email, email_key, email_verified, name, password_hash,
                                             enabled, created_at, updated_at, version)
                        select gen_random_uuid(), 'dir-' || n, 'dir-' || n, 'dir-' || n || '@example.test',
                               'dir-' || n || '@example.test', true, case when n % 2 = 0 then 'Even ' else 'odd ' end || n, 'x',
                               n % 100 <> 0, now() - n * interval '1 minute', now(), 0
                        from generate_series(1, :many) n
                        """).param("many", MANY).update();
        jdbc.sql("insert into account_role select id, 'DEVELOPER' from account where username like 'dir-%7'")
                .update();
        jdbc.sql("analyze account").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "-username", "email", "-email", "name", "-name", "createdAt", "-createdAt"})
    void goesThroughAllOfThemInEveryOrder(String sort) {
        AccountSearch search = AccountSearch.of("dir-1", null, null, sort);
        List<AccountList.Entry> seen = new ArrayList<>();
        String cursor = null;
        do {
            AccountList page = directory.list(search, cursor, 100);
            seen.addAll(page.accounts());
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).hasSize(1112).doesNotHaveDuplicates();
    }

    @Test
    void filters() {
        assertThat(directory
                        .list(AccountSearch.of("dir-100", "disabled", "", ""), null, 100)
                        .accounts())
                .extracting(AccountList.Entry::username)
                .containsExactly("dir-100", "dir-1000", "dir-10000");
        assertThat(directory
                        .list(AccountSearch.of("dir-9997", "", "DEVELOPER", ""), null, 100)
                        .accounts())
                .extracting(AccountList.Entry::state)
                .containsExactly(AccountState.ACTIVE);
        assertThat(directory
                        .list(AccountSearch.of("EVEN 99", "", "", "-name"), null, 2)
                        .accounts())
                .extracting(AccountList.Entry::name)
                .containsExactly("Even 9998", "Even 9996");
    }

    @Test
    void refusesACursorOfAnotherSearch() {
        String cursor = directory
                .list(AccountSearch.of("dir-", null, null, null), null, 1)
                .next();

        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> directory.list(AccountSearch.of("dir", null, null, null), cursor, 1))
                .satisfies(e -> assertThat(e.field()).isEqualTo("cursor"));
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> directory.list(AccountSearch.of("dir-", null, null, null), cursor + "A", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.username_key", "a.email_key", "lower(a.name)", "a.created_at"})
    void readsAPageFromAnIndex(String column) {
        assertThat(plan("select a.id from account a where true order by " + column + ", a.id limit 51"))
                .contains("Index")
                .doesNotContain("Seq Scan");
    }

    @Test
    void searchesInAnIndex() {
        assertThat(plan("""
                        select a.id from account a
                        where (a.username_key like 'dir-123%' or a.email_key like 'dir-123%' or lower(a.name) like 'dir-123%')
                        order by a.username_key, a.id limit 51
                        """))
                .contains("account_username_prefix", "account_email_prefix", "account_name_prefix")
                .doesNotContain("Seq Scan");
    }

    private String plan(String sql) {
        return String.join("\n", jdbc.sql("explain " + sql).query(String.class).list());
    }
}
