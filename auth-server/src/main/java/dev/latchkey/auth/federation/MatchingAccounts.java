package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.mail.Mail;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the account that has the address of somebody who comes from a provider. It is a hint for the person and proves nothing. */
@Component
class MatchingAccounts {

    private final Accounts accounts;

    MatchingAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Only for an address that the provider vouches for: nobody learns here whether somebody else's has an account. */
    Optional<Account> of(Provider provider, UpstreamIdentity identity) {
        return vouchedFor(provider, identity).flatMap(accounts::findByUsernameOrEmail);
    }

    static Optional<String> vouchedFor(Provider provider, UpstreamIdentity identity) {
        return provider.emailTrusted() && identity.emailVerified()
                ? Optional.ofNullable(identity.email()).filter(Mail::canReach)
                : Optional.empty();
    }
}
