package dev.latchkey.auth.requestlog;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that was refused.
 *
 * @param id what the application was told
 * @param client the id of the client's row
 * @param error as the client heard it
 */
public record RefusedRequest(String id, UUID client, Instant at, Endpoint endpoint, String error, Failure failure) {}
