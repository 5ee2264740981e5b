package dev.latchkey.auth.mail;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A mail of the demo, as its page shows it.
 *
 * @param links the addresses of this server in it
 */
record DemoMailPage(UUID id, ZonedDateTime at, String to, String subject, String text, List<String> links) {}
