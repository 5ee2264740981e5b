package dev.latchkey.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.DomainTest;
import dev.latchkey.auth.testing.TestKeys;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@DomainTest
class PasswordsTests {

    @Autowired
    Accounts accounts;

    @Autowired
    AccountImport accountImport;

    @Autowired
    Passwords passwords;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @ParameterizedTest
    @ValueSource(
            strings = {
                " spaces at both ends ",
                "\uD83D\uDE00\uD83D\uDE00 emoji",
                "nul\u0000inside",
                "zo\u00eb",
                "ends with a line\n"
            })
    void takesAPasswordExactlyAsItIs(String password) {
        Account account = account(password);
        assertThat(passwords.matches(account, password)).isTrue();
        assertThat(passwords.matches(account, password + " ")).isFalse();
        assertThat(passwords.matches(account, password.substring(1))).isFalse();
        assertThat(passwords.matches(account, password.toUpperCase(Locale.ROOT)))
                .isFalse();
    }

    @Test
    void takesComposedAndDecomposedLettersForTheSame() {
        assertThat(passwords.matches(account("zo\u00eb-and-more"), "zoe\u0308-and-more"))
                .isTrue();
        assertThat(passwords.matches(account("zoe\u0308-and-more"), "zo\u00eb-and-more"))
                .isTrue();
        assertThat(passwords.matches(account("zo\u00eb-and-more"), "zoe-and-more"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 1024})
    void cutsNothingOff(int length) {
        String password = "x".repeat(length);
        Account account = account(password);
        assertThat(passwords.matches(account, password)).isTrue();
        assertThat(passwords.matches(account, "x".repeat(length - 1))).isFalse();
        assertThat(passwords.matches(account, "x".repeat(length - 1) + "y")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uD83D"})
    void refusesToHashWhatIsNoPassword(String password) {
        assertThatExceptionOfType(InvalidAccountException.class).isThrownBy(() -> passwords.hash(password));
        assertThat(passwords.matches(account("right"), password)).isFalse();
    }

    @Test
    void matchesNothingForNoAccountAndForNoPassword() {
        assertThat(passwords.matches(null, "anything")).isFalse();
        assertThat(passwords.matches(account(null), "anything")).isFalse();
    }

    @Test
    void hashesAlsoForNoAccountButNotForWhatIsTooLong() {
        PasswordHashes oneTurn = new PasswordHashes(
                SecretKeys.parse(TestKeys.random("k")),
                new PasswordProperties(DataSize.ofMegabytes(7), 5, 1, 1, Duration.ZERO));
        Passwords busy = new Passwords(oneTurn, jdbc, transactions, event -> {});
        Account withPassword = account("right");
        Account withoutPassword = account(null);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> oneTurn.inTurn(() -> {
            running.countDown();
            return PasswordHashesTests.await(done);
        }));
        PasswordHashesTests.await(running);

        // Who needs the one turn that is taken would have hashed.
        for (@Nullable Account account : new Account[] {null, withPassword, withoutPassword}) {
            assertThatExceptionOfType(PasswordChecksBusyException.class)
                    .isThrownBy(() -> busy.matches(account, "anything"));
            assertThat(busy.matches(account, "x".repeat(1025))).isFalse();
            assertThat(busy.matches(account, "x".repeat(1 << 20))).isFalse();
        }
        done.countDown();
        assertThat(other.join()).isTrue();
    }

    @Test
    void renewsAnOutdatedHashWhenItMatches() {
        Account account = accountWithHash("{bcrypt}" + new BCryptPasswordEncoder(4).encode("right"));
        assertThat(passwords.matches(account, "wrong")).isFalse();
        assertThat(stored(account)).startsWith("{bcrypt}");
        assertThat(passwords.matches(account, "right")).isTrue();
        assertThat(stored(account)).startsWith("{argon2@");
        assertThat(passwords.matches(reloaded(account), "right")).isTrue();
    }

    @Test
    void renewsAlsoWhileTheCallerOnlyReads() {
        Account account = accountWithHash("{bcrypt}" + new BCryptPasswordEncoder(4).encode("right"));
        TransactionTemplate reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        Boolean matches = reading.execute(status -> passwords.matches(reloaded(account), "right"));
        assertThat(matches).isTrue();
        assertThat(stored(account)).startsWith("{argon2@");
    }

    @Test
    void leavesAPasswordAloneThatChangedMeanwhile() {
        Account before = accountWithHash("{bcrypt}" + new BCryptPasswordEncoder(4).encode("right"));
        inTransaction(() -> accountImport.putPassword(before.getId(), "changed"));
        assertThat(passwords.matches(before, "right")).isTrue();
        assertThat(passwords.matches(reloaded(before), "right")).isFalse();
        assertThat(passwords.matches(reloaded(before), "changed")).isTrue();
    }

    @Test
    void leavesACurrentHashAlone() {
        Account account = account("right");
        String before = stored(account);
        assertThat(passwords.matches(account, "right")).isTrue();
        assertThat(stored(account)).isEqualTo(before);
    }

    private Account account(@Nullable String password) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        UUID[] id = new UUID[1];
        inTransaction(() -> {
            id[0] = accountImport.put(
                    new ImportedAccount(name, name + "@example.test", false, name, null, Set.of()), Optional.empty());
            if (password != null) {
                accountImport.putPassword(id[0], password);
            }
        });
        return accounts.findById(id[0]).orElseThrow();
    }

    private Account accountWithHash(String hash) {
        Account account = account(null);
        inTransaction(() -> accountImport.putPasswordHash(account.getId(), hash));
        return reloaded(account);
    }

    private Account reloaded(Account account) {
        return accounts.findById(account.getId()).orElseThrow();
    }

    private String stored(Account account) {
        return jdbc.sql("select password_hash from account where id = :id")
                .param("id", account.getId())
                .query(String.class)
                .single();
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }
}
