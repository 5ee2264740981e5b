/**
 * The audit trail: what happened that matters to somebody's safety, with time, account, client, session, address, device,
 * outcome and reason. Owns the table, in which nothing is ever changed. Leaves to each feature to say what happened, in the
 * transaction in which it happened.
 */
@ApplicationModule(allowedDependencies = {"database", "secret", "web"})
@NullMarked
package dev.latchkey.auth.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
