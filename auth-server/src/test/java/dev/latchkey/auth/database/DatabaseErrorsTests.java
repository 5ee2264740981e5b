package dev.latchkey.auth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DuplicateKeyException;

class DatabaseErrorsTests {

    private final Story story = new Story();

    @Test
    @DisplayName("SC-07: an error of the database names the constraint, and not the address that was taken")
    void sayNothingOfWhatIsInARow() {
        TestAccount one = story.newAccounts().withPassword();
        TestAccount other = story.newAccounts().withPassword();

        Throwable refused = catchThrowable(() -> story.server()
                .database()
                .sql("update account set email_key = (select email_key from account where username = :one)"
                        + " where username = :other")
                .param("one", one.username())
                .param("other", other.username())
                .update());

        assertThat(refused).isInstanceOf(DuplicateKeyException.class);
        assertThat(refused.getMessage() + NestedExceptionUtils.getMostSpecificCause(refused))
                .contains("duplicate key value violates unique constraint")
                .doesNotContain(one.username());
    }
}
