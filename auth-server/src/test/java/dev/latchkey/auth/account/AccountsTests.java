package dev.latchkey.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.testing.DomainTest;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DomainTest
class AccountsTests {

    @Autowired
    Accounts accounts;

    @Autowired
    AccountImport accountImport;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String username = "Erin" + suffix;
    private final String email = "Erin" + suffix + "@Example.test";
    private UUID id = new UUID(0, 0);

    @BeforeEach
    void registerErin() {
        id = put(new ImportedAccount(
                username, email, true, "Erin", LocalDate.parse("1990-12-31"), Set.of("USER", "ADMIN")));
    }

    @Test
    void keepsWhatItIsGiven() {
        Account erin = accounts.findById(id).orElseThrow();
        assertThat(erin.getUsername()).isEqualTo(username);
        assertThat(erin.getEmail()).isEqualTo(email);
        assertThat(erin.isEmailVerified()).isTrue();
        assertThat(erin.getBirthdate()).isEqualTo(LocalDate.parse("1990-12-31"));
        assertThat(erin.getRoles()).containsExactlyInAnyOrder("USER", "ADMIN");
    }

    @Test
    void findsByEitherNameHoweverItIsTyped() {
        assertThat(accounts.findByUsernameOrEmail(username.toUpperCase(Locale.ROOT)))
                .get()
                .extracting(Account::getId)
                .isEqualTo(id);
        assertThat(accounts.findByUsernameOrEmail("  " + email.toLowerCase(Locale.ROOT) + ". "))
                .get()
                .extracting(Account::getId)
                .isEqualTo(id);
    }

    @Test
    void findsNobodyByWhatNobodyIsCalled() {
        assertThat(accounts.findByUsernameOrEmail("")).isEmpty();
        assertThat(accounts.findByUsernameOrEmail(username + "\u200B")).isEmpty();
        assertThat(accounts.findByUsernameOrEmail("' or 1=1 --")).isEmpty();
        assertThat(accounts.findByUsernameOrEmail("x".repeat(1 << 20))).isEmpty();
        assertThat(accounts.findByUsernameOrEmail("nobody" + suffix)).isEmpty();
    }

    @Test
    void refusesAnEmailAddressThatIsSomebodyElses() {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> put(new ImportedAccount(
                        "Frank" + suffix, email.toUpperCase(Locale.ROOT), false, "Frank", null, Set.of())))
                .satisfies(e -> assertThat(e.field()).isEqualTo("email"));
    }

    @Test
    void isProtectedByTheDatabaseFromTwoOfOneName() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into account
                                select gen_random_uuid(), username, username_key, 'x' || email, 'x' || email_key,
                                       email_verified, name, birthdate, password_hash, enabled, created_at, updated_at, 0
                                  from account where id = :id""").param("id", id).update());
    }

    private UUID put(ImportedAccount account) {
        return Objects.requireNonNull(
                new TransactionTemplate(transactions).execute(status -> accountImport.put(account, Optional.empty())));
    }
}
