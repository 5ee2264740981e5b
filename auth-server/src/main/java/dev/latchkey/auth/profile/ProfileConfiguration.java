package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.NavigationEntry;
import dev.latchkey.auth.web.SignedInName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What the layout of signed-in pages needs to know of this package. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    @Order(10)
    static NavigationEntry accountOverviewEntry() {
        return new NavigationEntry(NavigationEntry.Section.ACCOUNT, "/account", "navigation.account");
    }

    @Bean
    static SignedInName signedInName(Accounts accounts) {
        return authentication -> authentication instanceof SignedIn signedIn
                ? accounts.findById(signedIn.accountId())
                        .map(Account::getUsername)
                        .orElse(null)
                : null;
    }
}
