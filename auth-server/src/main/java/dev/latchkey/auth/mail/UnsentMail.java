package dev.latchkey.auth.mail;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Local mode without SMTP server and without the demo: there is nowhere to put a mail, and the log is no place for one. */
final class UnsentMail implements MailTransport {

    private static final Logger log = LoggerFactory.getLogger(UnsentMail.class);

    @Override
    public void deliver(RenderedMail mail) {
        log.warn(
                "A mail was dropped: no SMTP server is configured. Set spring.mail.host, or start with the profile demo"
                        + " to read mails in the browser.");
    }
}
