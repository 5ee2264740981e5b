package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.Profiles;
import dev.latchkey.auth.authorization.RequestedClaim;
import dev.latchkey.auth.token.PersonClaims;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Answers the claims that a client wants in its ID token. */
@Component
class RequestedPersonClaims implements PersonClaims {

    private final Accounts accounts;
    private final Profiles profiles;

    RequestedPersonClaims(Accounts accounts, Profiles profiles) {
        this.accounts = accounts;
        this.profiles = profiles;
    }

    @Override
    public Map<String, Object> of(UUID accountId, Map<String, RequestedClaim> requested) {
        return accounts.findById(accountId)
                .map(account -> StandardClaims.of(account, profiles.of(accountId), List.of(), requested))
                .orElse(Map.of());
    }
}
