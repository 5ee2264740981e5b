package dev.latchkey.auth.login;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.AccountHints;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A hint is what somebody could type into the sign-in page. */
@Component
class NamedAccounts implements AccountHints {

    private final Accounts accounts;

    NamedAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<UUID> accountOf(String loginHint) {
        return accounts.findByUsernameOrEmail(loginHint).map(Account::getId);
    }
}
