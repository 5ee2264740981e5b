package dev.latchkey.auth.account;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds accounts. Disabled accounts are found too: what that means is decided by who asks. */
@Component
@Transactional(readOnly = true)
public class Accounts {

    private final AccountRows rows;

    Accounts(AccountRows rows) {
        this.rows = rows;
    }

    public Optional<Account> findById(UUID id) {
        return rows.findById(id);
    }

    /**
     * What was typed as a user name or e-mail address, in the form in which names are compared. What nobody can be called
     * stays as it is.
     */
    public String normalised(String asTyped) {
        String typed = asTyped.strip();
        try {
            return typed.indexOf('@') >= 0 ? AccountKeys.ofEmail(typed) : AccountKeys.ofUsername(typed);
        } catch (InvalidAccountException e) {
            return typed;
        }
    }

    /** The account that a person means by what they typed. What nobody can be called finds nobody. */
    public Optional<Account> findByUsernameOrEmail(String asTyped) {
        try {
            return asTyped.indexOf('@') >= 0
                    ? rows.findByEmailKey(AccountKeys.ofEmail(asTyped.strip()))
                    : rows.findByUsernameKey(AccountKeys.ofUsername(asTyped.strip()));
        } catch (InvalidAccountException e) {
            return Optional.empty();
        }
    }
}
