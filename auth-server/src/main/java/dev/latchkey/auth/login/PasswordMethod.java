package dev.latchkey.auth.login;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.SignInMethod;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The password, as a way to sign in. */
@Component
class PasswordMethod implements SignInMethod {

    private final Accounts accounts;

    PasswordMethod(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean isAvailableTo(UUID accountId) {
        return accounts.findById(accountId)
                .filter(account -> account.getPasswordHash() != null)
                .isPresent();
    }
}
