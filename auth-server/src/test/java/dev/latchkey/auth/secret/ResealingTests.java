package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.TestDatabase;
import dev.latchkey.auth.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ResealingTests {

    private static final SealedColumn COLUMN =
            new SealedColumn("thing", "id", "owner", "sealed_with", "sealed", "thing.secret");

    private final String oldKey = TestKeys.random("old");
    private final SecretKeys before = SecretKeys.parse(oldKey);
    private final String newKey = TestKeys.random("new");
    private final SecretKeys between = SecretKeys.parse(newKey + "," + oldKey);
    private final SecretKeys after = SecretKeys.parse(newKey);
    private JdbcClient jdbc;

    @BeforeEach
    void table() {
        jdbc = JdbcClient.create(new DriverManagerDataSource(TestDatabase.createDatabase(), "postgres", "postgres"));
        jdbc.sql("create table thing (id integer primary key, owner text, sealed_with text, sealed bytea)")
                .update();
    }

    private void add(int id, SecretKeys keys) {
        Sealed sealed = keys.seal(("secret " + id).getBytes(StandardCharsets.UTF_8), owner("o" + id));
        jdbc.sql("insert into thing values (:id, :owner, :key, :sealed)")
                .param("id", id)
                .param("owner", "o" + id)
                .param("key", sealed.keyId())
                .param("sealed", sealed.ciphertext())
                .update();
    }

    private static byte[] owner(String owner) {
        return ("thing.secret/" + owner).getBytes(StandardCharsets.UTF_8);
    }

    private void reseal() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("column", COLUMN);
        new Resealing(jdbc, between, beans.getBeanProvider(SealedColumn.class)).reseal();
    }

    private List<String> openedWith(SecretKeys keys) {
        return jdbc.sql("select * from thing order by id")
                .query((row, n) -> new String(
                        keys.open(
                                new Sealed(row.getString("sealed_with"), row.getBytes("sealed")),
                                owner(row.getString("owner"))),
                        StandardCharsets.UTF_8))
                .list();
    }

    @Test
    void letsTheOldKeyBeTakenAway() {
        for (int id = 1; id <= 250; id++) {
            add(id, before);
        }
        add(251, between);

        reseal();

        assertThat(openedWith(after)).hasSize(251).startsWith("secret 1").endsWith("secret 251");
    }

    @Test
    void leavesAloneWhatItCannotOpenAndGoesOn() {
        add(1, before);
        add(2, SecretKeys.parse(TestKeys.random("lost")));
        add(3, before);

        reseal();

        assertThat(jdbc.sql("select sealed_with from thing order by id")
                        .query(String.class)
                        .list())
                .containsExactly("new", "lost", "new");
    }

    @Test
    void writesNothingWhenAllIsSealedWithTheNewest() {
        add(1, between);
        byte[] sealed = jdbc.sql("select sealed from thing").query(byte[].class).single();

        reseal();

        assertThat(jdbc.sql("select sealed from thing").query(byte[].class).single())
                .isEqualTo(sealed);
    }
}
