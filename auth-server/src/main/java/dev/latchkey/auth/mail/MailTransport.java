package dev.latchkey.auth.mail;

/** Where mails go. */
interface MailTransport {

    /** @throws org.springframework.mail.MailException if it was not taken, and may be tried again */
    void deliver(RenderedMail mail);
}
