package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AD-10: somebody is always left who can administer. */
class LastAdministratorTests {

    private static final String ALL = "openid users:read users:write";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @BeforeEach
    void nobodyElseAdministers() {
        story.server()
                .database()
                .sql("delete from account_role where role = 'ADMIN'")
                .update();
    }

    @Test
    void cannotRemoveOrDisableThemselves() {
        TestAccount last = people.administrator();
        Api api = Api.of(story, last, ALL);
        String id = people.idOf(last).toString();

        assertThat(api.patch(id, "*", "{\"enabled\": false}").status()).isEqualTo(409);
        assertThat(api.delete(Api.USERS + "/" + id, "*").status()).isEqualTo(409);
        assertThat(api.patch(id, "*", "{\"roles\": [\"USER\"]}").status()).isEqualTo(403);
        assertThat(administrators()).containsExactly(last.username());
        assertThat(api.get(Api.USERS).status()).as("nothing ended on the way").isEqualTo(200);
    }

    @Test
    void isNotReplacedBySomebodyWhoHasNotAcceptedYet() {
        TestAccount last = people.administrator();
        Api api = Api.of(story, last, ALL);
        String name = "i" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(api.post(
                                Api.USERS,
                                "{\"username\": \"" + name + "\", \"email\": \"" + name
                                        + "@example.test\", \"roles\": [\"ADMIN\"]}")
                        .status())
                .isEqualTo(201);

        assertThat(api.delete(Api.USERS + "/" + people.idOf(last), "*").status())
                .isEqualTo(409);
    }

    @Test
    void mayGoWhenAnotherStays() {
        TestAccount one = people.administrator();
        TestAccount other = people.administrator();
        Api api = Api.of(story, one, ALL);

        assertThat(api.delete(Api.USERS + "/" + people.idOf(one), "*").status()).isEqualTo(204);
        assertThat(administrators()).containsExactly(other.username());
    }

    @Test
    @DisplayName("AD-10: two administrators remove each other, twenty times at once")
    void oneStaysWhenTwoRemoveEachOther() throws Exception {
        TestAccount one = people.administrator();
        TestAccount other = people.administrator();
        Api ofOne = Api.of(story, one, ALL);
        Api ofOther = Api.of(story, other, ALL);
        String demote = "{\"roles\": [\"USER\"]}";
        CyclicBarrier together = new CyclicBarrier(20);
        List<Callable<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tries.add(() -> {
                together.await();
                return ofOne.patch(people.idOf(other).toString(), "*", demote).status();
            });
            tries.add(() -> {
                together.await();
                return ofOther.patch(people.idOf(one).toString(), "*", demote).status();
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            for (Future<Integer> answer : threads.invokeAll(tries)) {
                assertThat(answer.get()).isIn(200, 403, 409, 412);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(administrators()).hasSize(1);
    }

    private List<String> administrators() {
        return story.server()
                .database()
                .sql("select a.username from account a join account_role r on r.account_id = a.id"
                        + " where r.role = 'ADMIN' and a.enabled")
                .query(String.class)
                .list();
    }
}
