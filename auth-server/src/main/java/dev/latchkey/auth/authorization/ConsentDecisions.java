package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Whether a person has already allowed a client what it asks for. */
public interface ConsentDecisions {

    /**
     * Whether nobody needs to be asked.
     *
     * @param resources the resources named in the request (RFC 8707), possibly none
     */
    boolean cover(UUID accountId, Client client, Set<String> scopes, Collection<String> resources);
}
