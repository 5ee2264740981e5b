package dev.latchkey.auth.account;

import java.util.List;
import java.util.UUID;

/**
 * Where the owner of an account is told of what hands it over, or lets somebody in: at its address and at those that it had until
 * lately. Whoever stole an account may have changed its address first, and its owner can still undo that.
 */
@FunctionalInterface
public interface OwnerAddresses {

    /** None if there is no such account. */
    List<String> of(UUID accountId);
}
