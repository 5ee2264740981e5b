package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Accounts;
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

    RequestedPersonClaims(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Map<String, Object> of(UUID accountId, Map<String, RequestedClaim> requested) {
        return accounts.findById(accountId)
                .map(account -> StandardClaims.of(account, List.of(), requested))
                .orElse(Map.of());
    }
}
