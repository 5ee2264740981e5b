package dev.latchkey.auth.profile;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.latchkey.auth.session.FreshFactorReason;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.NavigationEntry;
import dev.latchkey.auth.web.SignedInName;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What the layout, the confirmation page and the scheduler need to know of this package. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    private static final int MOST_ROUNDS = 100;

    @Bean
    @Order(10)
    static NavigationEntry accountOverviewEntry() {
        return new NavigationEntry(NavigationEntry.Section.ACCOUNT, "/account", "navigation.account");
    }

    @Bean
    @Order(11)
    static NavigationEntry profileEntry() {
        return entry(ProfileController.PATH, "navigation.profile");
    }

    @Bean
    @Order(12)
    static NavigationEntry securityEntry() {
        return entry("/account/security", "navigation.security");
    }

    @Bean
    @Order(21)
    static NavigationEntry sessionsEntry() {
        return entry("/account/sessions", "navigation.sessions");
    }

    @Bean
    @Order(22)
    static NavigationEntry activityEntry() {
        return entry(ActivityController.PATH, "navigation.activity");
    }

    @Bean
    @Order(90)
    static NavigationEntry dataEntry() {
        return entry(DataController.PATH, "navigation.data");
    }

    private static NavigationEntry entry(String path, String titleKey) {
        return new NavigationEntry(NavigationEntry.Section.ACCOUNT, path, titleKey);
    }

    @Bean
    static FreshFactorReason passwordReason() {
        return new FreshFactorReason(PasswordController.PATH, "profile.reason.password");
    }

    @Bean
    static FreshFactorReason exportReason() {
        return new FreshFactorReason(DataController.PATH, "profile.reason.data");
    }

    @Bean
    static FreshFactorReason deletionReason() {
        return new FreshFactorReason(DeletionController.PATH, "profile.reason.deletion");
    }

    /** Erases what is due, and goes on at once while there is more. Looked up late: mails need the scheduler themselves. */
    @Bean
    static RecurringTask<Void> accountDeletionTask(ObjectProvider<AccountDeletion> deletion) {
        return Tasks.recurring("account-deletion", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((instance, context) -> {
                    int rounds = 0;
                    while (deletion.getObject().eraseDue() > 0 && rounds < MOST_ROUNDS) {
                        rounds++;
                    }
                });
    }

    @Bean
    static SignedInName signedInName() {
        return authentication ->
                authentication instanceof SignedIn signedIn ? signedIn.session().username() : null;
    }
}
