package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import java.util.UUID;

/**
 * Whether a person may use an application at all, whatever they would allow it: implemented by whatever keeps some
 * applications to some people. All of them have to agree.
 */
@FunctionalInterface
public interface ApplicationAccess {

    boolean isOpenTo(UUID accountId, Client client);

    /**
     * The same at the moment in which the person becomes one of those who use it: who asks at the same time waits until the
     * caller's transaction has ended, so that the last place is taken once.
     */
    default boolean admits(UUID accountId, Client client) {
        return isOpenTo(accountId, client);
    }
}
