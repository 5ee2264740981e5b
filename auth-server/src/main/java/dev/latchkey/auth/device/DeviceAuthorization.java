package dev.latchkey.auth.device;

import dev.latchkey.auth.client.Client;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A device's request that waits for a person.
 *
 * @param resources the resources that the device named (RFC 8707), possibly none
 * @param address the network address from which the device asked
 */
record DeviceAuthorization(
        UUID id, Client client, Set<String> scopes, List<String> resources, String address, Instant createdAt) {}
