package dev.latchkey.auth.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Hands mails to the SMTP server of {@code spring.mail.host}. */
final class SmtpTransport implements MailTransport {

    private final JavaMailSender sender;
    private final String from;

    SmtpTransport(JavaMailSender sender, String from) {
        this.sender = sender;
        this.from = from;
    }

    @Override
    public void deliver(RenderedMail mail) {
        MimeMessage message = sender.createMimeMessage();
        try {
            MimeMessageHelper helper = new MimeMessageHelper(
                    message, MimeMessageHelper.MULTIPART_MODE_RELATED, StandardCharsets.UTF_8.name());
            message.setFrom(address(from));
            message.setRecipient(Message.RecipientType.TO, address(mail.to()));
            helper.setSubject(mail.subject());
            helper.setText(mail.text(), mail.html());
            // RFC 3834 §5: so that no vacation reply comes back.
            message.setHeader("Auto-Submitted", "auto-generated");
        } catch (MessagingException e) {
            throw new MailPreparationException("The mail cannot be put together", e);
        }
        sender.send(message);
    }

    /** The address alone: parsed strictly, and with no name that could end it early. */
    private static InternetAddress address(String address) throws MessagingException {
        return new InternetAddress(MailAddress.forSmtp(MailAddress.checked(address)), true);
    }
}
