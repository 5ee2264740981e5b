package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.SecurityItem;
import dev.latchkey.auth.account.SecurityItem.Row;
import dev.latchkey.auth.account.SecurityItem.State;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What this package and those below it have to say about how safe an account is. */
@Configuration(proxyBeanMethods = false)
class SecurityItems {

    @Bean
    @Order(10)
    static SecurityItem passwordItem(Accounts accounts) {
        return accountId -> {
            Account account = accounts.findById(accountId).orElseThrow();
            Row row = account.getPasswordHash() == null
                    ? Row.of("profile.security.password", State.PLAIN, "profile.security.password.none")
                            .link(FirstPasswordController.PATH, "profile.security.password.add")
                    : Row.of("profile.security.password", State.GOOD, "profile.security.password.set")
                            .since(account.getPasswordChangedAt())
                            .link(PasswordController.PATH, "profile.security.password.change");
            return List.of(row);
        };
    }
}
