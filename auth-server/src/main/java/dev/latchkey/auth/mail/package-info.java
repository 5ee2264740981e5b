/**
 * Mail to people: what is to be sent is queued in the caller's transaction, rendered in the reader's language and handed to
 * the SMTP server in the background, again and again until it is taken or has expired. Owns the table {@code mail}.
 *
 * <p>Leaves to others: when a mail is due, to whom it goes, and what a link or a code in it is good for.
 */
@ApplicationModule(allowedDependencies = {"database", "secret", "web"})
@NullMarked
package dev.latchkey.auth.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
