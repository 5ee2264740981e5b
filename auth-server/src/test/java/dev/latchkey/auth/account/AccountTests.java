package dev.latchkey.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTests {

    private static final Instant THEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Account account = new Account("bob", "bob@example.test", "Bob", THEN);

    @Test
    void startsEnabledWithoutPasswordAndUnverified() {
        assertThat(account.isEnabled()).isTrue();
        assertThat(account.getPasswordHash()).isNull();
        assertThat(account.isEmailVerified()).isFalse();
        assertThat(account.getRoles()).isEmpty();
        assertThat(account.getUpdatedAt()).isEqualTo(THEN);
    }

    @Test
    void isUntouchedByChangesThatChangeNothing() {
        account.rename("bob", NOW);
        account.moveTo("bob@example.test", false, NOW);
        account.introduce("Bob", null, NOW);
        account.assignRoles(List.of(), NOW);
        account.changePasswordHash(null, NOW);
        assertThat(account.getUpdatedAt()).isEqualTo(THEN);
    }

    @Test
    void isTouchedByAChange() {
        account.moveTo("bob@example.test", true, NOW);
        assertThat(account.isEmailVerified()).isTrue();
        assertThat(account.getUpdatedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " Bob", "Bo\u202Eb", "Bo\nb", "Bo\u200Bb"})
    void refusesNamesThatDoNotShowWhatTheyAre(String name) {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> account.introduce(name, null, NOW))
                .satisfies(e -> assertThat(e.field()).isEqualTo("name"));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        account.introduce("\uD83D\uDE00".repeat(100), null, NOW);
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> account.introduce("x".repeat(101), null, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1899-12-31", "2026-11-23"})
    void refusesBirthdatesOutsideOfALife(String date) {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> account.introduce("Bob", LocalDate.parse(date), NOW))
                .satisfies(e -> assertThat(e.field()).isEqualTo("birthdate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user", "A B", "ROLE,ADMIN"})
    void refusesRolesThatAreNoUpperCaseWord(String role) {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> account.assignRoles(List.of(role), NOW))
                .satisfies(e -> assertThat(e.field()).isEqualTo("roles"));
    }
}
