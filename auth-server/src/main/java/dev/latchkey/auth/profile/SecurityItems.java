package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.SecurityItem;
import dev.latchkey.auth.account.SecurityItem.Row;
import dev.latchkey.auth.account.SecurityItem.State;
import dev.latchkey.auth.audit.RecordedEvent;
import dev.latchkey.auth.audit.RecordedEvents;
import dev.latchkey.auth.session.AccountSessions;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What this package and those below it have to say about how safe an account is. */
@Configuration(proxyBeanMethods = false)
class SecurityItems {

    private static final UUID NONE = new UUID(0, 0);

    @Bean
    @Order(10)
    static SecurityItem passwordItem(Accounts accounts) {
        return accountId -> {
            Account account = accounts.findById(accountId).orElseThrow();
            Row row = account.getPasswordHash() == null
                    ? Row.of("profile.security.password", State.PLAIN, "profile.security.password.none")
                    : Row.of("profile.security.password", State.GOOD, "profile.security.password.set")
                            .since(account.getPasswordChangedAt())
                            .link(PasswordController.PATH, "profile.security.password.change");
            return List.of(row);
        };
    }

    @Bean
    @Order(80)
    static SecurityItem sessionsItem(AccountSessions sessions) {
        return accountId -> List.of(Row.of(
                        "profile.security.sessions",
                        State.PLAIN,
                        "profile.security.sessions.count",
                        sessions.countOthersOf(accountId, NONE))
                .link("/account/sessions", "profile.security.sessions.show"));
    }

    @Bean
    @Order(90)
    static SecurityItem activityItem(RecordedEvents events) {
        return accountId -> List.of(Row.of("profile.security.activity", State.PLAIN, "profile.security.activity.last")
                .since(events.ofAccount(accountId, null, 1).stream()
                        .map(RecordedEvent::occurredAt)
                        .findFirst()
                        .orElse(null))
                .link(ActivityController.PATH, "profile.security.activity.show"));
    }
}
