package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.SecurityItem;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.secret.SixDigitCode;
import dev.latchkey.auth.session.FreshFactorReason;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The codes of sign-ups, and what the account pages need to know of this package. */
@Configuration(proxyBeanMethods = false)
class RegistrationConfiguration {

    @Bean
    static SixDigitCode signUpCode(SecretKeys keys) {
        return new SixDigitCode(keys, "mailed-code");
    }

    @Bean
    static FreshFactorReason emailReason() {
        return new FreshFactorReason(EmailController.PATH, "registration.reason.email");
    }

    @Bean
    @Order(15)
    static SecurityItem emailItem(Accounts accounts) {
        return accountId -> accounts.findById(accountId)
                .map(account -> List.of(row(account)))
                .orElse(List.of());
    }

    private static SecurityItem.Row row(Account account) {
        return SecurityItem.Row.of(
                        "registration.security.email",
                        account.isEmailVerified() ? SecurityItem.State.GOOD : SecurityItem.State.ATTENTION,
                        account.isEmailVerified()
                                ? "registration.security.email.confirmed"
                                : "registration.security.email.unconfirmed",
                        account.getEmail())
                .link(EmailController.PATH, "registration.security.email.change");
    }
}
