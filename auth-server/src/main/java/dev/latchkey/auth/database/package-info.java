/**
 * The PostgreSQL that comes with the server, for local mode: a real one, durable, with its data kept over restarts.
 * Only the binaries come from a library; they are started here so that no second of its life is without a password,
 * nothing but this application's role can connect, and a failed start is explained.
 *
 * <p>And the few things that every feature's SQL has in common, on whatever PostgreSQL: values as columns hold them, and the
 * deletion of rows whose time is over, and work about one row that is repeated until it is over.
 *
 * <p>Leaves to others: the schema (each feature's own migration), the connection pool (Spring Boot), and every database
 * that an operator configures: then nothing of the embedded one runs.
 */
@ApplicationModule(allowedDependencies = {"secret", "startup"})
@NullMarked
package dev.latchkey.auth.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
