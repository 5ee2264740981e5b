/**
 * The notes API: a resource server that accepts the access tokens of one authorization server.
 *
 * <p>Owns the application class and the clock. Everything else lives in the feature packages: {@code note} (what people
 * write), {@code security} (who may call what), {@code web} (errors and limits of HTTP), {@code database} (the embedded
 * PostgreSQL of local mode) and {@code startup} (local or production, decided before anything starts).
 */
@NullMarked
package dev.latchkey.notes;

import org.jspecify.annotations.NullMarked;
