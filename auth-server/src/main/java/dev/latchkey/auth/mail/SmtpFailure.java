package dev.latchkey.auth.mail;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;

/**
 * What an SMTP server's refusal means, in words that can be logged.
 *
 * @param isFinal whether trying again is of no use (RFC 5321 §4.2.1: 5yz for this recipient)
 */
record SmtpFailure(boolean isFinal, String summary) {

    static SmtpFailure of(MailException failure) {
        boolean unsendable = failure instanceof MailPreparationException || failure instanceof MailParseException;
        StringBuilder summary = new StringBuilder(failure.getClass().getSimpleName());
        boolean refusedForGood = false;
        for (Throwable cause = first(failure); cause != null; cause = next(cause)) {
            summary.append(", ").append(cause.getClass().getSimpleName());
            if (cause instanceof SMTPAddressFailedException refused) {
                summary.append(' ').append(refused.getReturnCode());
                refusedForGood = refused.getReturnCode() >= 500;
            }
        }
        return new SmtpFailure(unsendable || refusedForGood, summary.toString());
    }

    private static @Nullable Throwable first(MailException failure) {
        if (failure instanceof MailSendException several && several.getMessageExceptions().length > 0) {
            return several.getMessageExceptions()[0];
        }
        return failure.getCause();
    }

    /** Mail exceptions are chained by a list of their own. */
    private static @Nullable Throwable next(Throwable cause) {
        if (cause instanceof MessagingException chained && chained.getNextException() != null) {
            return chained.getNextException();
        }
        return null;
    }
}
