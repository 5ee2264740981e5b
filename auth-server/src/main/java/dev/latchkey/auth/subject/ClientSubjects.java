package dev.latchkey.auth.subject;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The names by which a client knows people and their sessions. Clients with public subjects are given the ids of our rows.
 * With pairwise subjects each sector is given values of its own: two sectors that put together what they know find nothing
 * that is the same, and nobody without our key can compute one from the other (OpenID Connect Core §8.1).
 */
@Component
public class ClientSubjects {

    private final PairwiseKey key;

    ClientSubjects(PairwiseKey key) {
        this.key = key;
    }

    /** {@code sub}: the same for all clients of a sector, at all times. */
    public String of(UUID accountId, Client client) {
        return named("sub", accountId, client);
    }

    /** {@code sid}: a session that every client knew by the same name would give away what the subjects hide. */
    public String ofSession(UUID sessionId, Client client) {
        return named("sid", sessionId, client);
    }

    private String named(String what, UUID id, Client client) {
        String sector = client.sector();
        if (sector == null) {
            return id.toString();
        }
        // Neither a host nor an id has a space in it: no two inputs read the same.
        String input = what + " " + sector + " " + id;
        return OpaqueValues.encode(HmacSha256.of(key.value(), input.getBytes(StandardCharsets.UTF_8)));
    }
}
