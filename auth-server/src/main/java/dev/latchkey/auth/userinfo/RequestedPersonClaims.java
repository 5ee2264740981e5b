package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.People;
import dev.latchkey.auth.authorization.RequestedClaim;
import dev.latchkey.auth.token.PersonClaims;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Answers the claims that a client wants in its ID token. */
@Component
class RequestedPersonClaims implements PersonClaims {

    private final People people;

    RequestedPersonClaims(People people) {
        this.people = people;
    }

    @Override
    public Map<String, Object> of(UUID accountId, Map<String, RequestedClaim> requested) {
        return people.find(accountId)
                .map(person -> StandardClaims.of(person, List.of(), requested))
                .orElse(Map.of());
    }
}
