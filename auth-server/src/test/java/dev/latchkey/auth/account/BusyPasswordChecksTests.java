package dev.latchkey.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BusyPasswordChecksTests {

    private final Story story = new Story();

    @Test
    void areToldToComeAgainAndCountForNothing() throws Exception {
        TestAccount account = story.newAccounts().withPassword();
        Browser browser = story.browser().open("/login");
        Map<String, String> form = Map.of("username", account.username(), "password", account.password());

        whileEveryTurnIsTaken(() -> {
            HttpResponse<String> answer = browser.submitWithoutFollowing("/login", form);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(2);
            assertThat(answer.body()).contains("<main").doesNotContain("Exception");
        });

        // The one before was given back: only the fifth of these would be the last.
        for (int i = 0; i < 4; i++) {
            assertThat(story.browser()
                            .open("/login")
                            .submit("/login", Map.of("username", account.username(), "password", "wrong"))
                            .page()
                            .statusCode())
                    .isEqualTo(401);
        }
        browser.open("/login").submit("/login", form);
        assertThat(browser.at("/account")).isTrue();
    }

    @Test
    void areToldToWhoeverChangesAPasswordToo() throws Exception {
        TestAccount account = story.newAccounts().withPassword();
        Browser browser = story.browser().signIn(account).open("/account/password");
        Map<String, String> form = Map.of(
                "currentPassword", account.password(),
                "password", "another long password of hers",
                "passwordConfirmation", "another long password of hers");

        whileEveryTurnIsTaken(() -> {
            HttpResponse<String> answer = browser.submitWithoutFollowing("/account/password", form);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(2);
        });
    }

    private void whileEveryTurnIsTaken(Runnable act) throws Exception {
        PasswordHashes hashes = story.server().bean(PasswordHashes.class);
        int turns = story.server().bean(PasswordProperties.class).permits();
        CountDownLatch taken = new CountDownLatch(turns);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(turns);
        try {
            List<Future<?>> holders = new ArrayList<>();
            for (int i = 0; i < turns; i++) {
                holders.add(threads.submit(() -> hashes.inTurn(() -> {
                    taken.countDown();
                    return await(done);
                })));
            }
            assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
            act.run();
            done.countDown();
            for (Future<?> holder : holders) {
                holder.get();
            }
        } finally {
            done.countDown();
            threads.shutdownNow();
        }
    }

    private static boolean await(CountDownLatch done) {
        try {
            return done.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
