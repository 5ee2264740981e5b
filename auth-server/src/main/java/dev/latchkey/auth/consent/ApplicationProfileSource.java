package dev.latchkey.auth.consent;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Knows who stands behind some of the applications: implemented by whatever lets people register them. */
public interface ApplicationProfileSource {

    /**
     * The profiles of those it knows, in one look, however many are asked for.
     *
     * @param clients the ids of the clients' rows
     */
    Map<UUID, ApplicationProfile> of(Collection<UUID> clients);
}
