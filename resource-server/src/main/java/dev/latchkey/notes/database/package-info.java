/**
 * The embedded PostgreSQL of local mode.
 *
 * <p>Owns its folder, its process and its passwords, and the explanation when it cannot start. Hands the application a
 * connection and nothing else; with {@code spring.datasource.url} configured none of this exists. The tables belong to
 * the features that migrate them.
 */
@ApplicationModule(displayName = "Database", allowedDependencies = "startup")
@NullMarked
package dev.latchkey.notes.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
