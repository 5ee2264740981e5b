package dev.latchkey.auth.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SMTP server of the tests, and what arrived there. Tests use addresses of their own, so they do not disturb each other. */
public final class Mailbox {

    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern CODE = Pattern.compile("(?m)^\\s+(\\d{6})\\s*$");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Mailbox SHARED = new Mailbox(ServerSetup.SMTP.dynamicPort());

    private final GreenMail greenMail;

    private Mailbox(ServerSetup setup) {
        setup.setServerStartupTimeout(10_000);
        this.greenMail = new GreenMail(setup);
        greenMail.start();
    }

    static Mailbox shared() {
        return SHARED;
    }

    /** Another one, that listens there from now on. */
    public static Mailbox at(int port) {
        return new Mailbox(new ServerSetup(port, null, ServerSetup.PROTOCOL_SMTP));
    }

    public void close() {
        greenMail.stop();
    }

    int port() {
        return greenMail.getSmtp().getPort();
    }

    /** How many have arrived, for whomever. */
    public long count() {
        return greenMail.getReceivedMessages().length;
    }

    /** The mails to an address, oldest first. */
    public List<Received> to(String address) {
        return Stream.of(greenMail.getReceivedMessages())
                .filter(message -> recipient(message).equals(address)) // before the rest is read: there are thousands
                .map(Received::of)
                .toList();
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one mail to an address, as soon as it is there. */
    public Received awaitTo(String address) {
        return awaitTo(address, 1);
    }

    /** The newest mail to an address, as soon as this many are there. */
    public Received awaitTo(String address, int count) {
        return await("mail number " + count, address, mails -> mails.stream().skip(count - 1L));
    }

    /** The newest mail to an address with this subject, as soon as it is there. */
    public Received awaitTo(String address, String subject) {
        return await(
                "mail '" + subject + "'",
                address,
                mails ->
                        mails.stream()
                                .filter(mail -> mail.subject().equals(subject))
                                .reduce((older, newer) -> newer)
                                .stream());
    }

    /** The first mail to an address that says this, as soon as it is there. */
    public Received awaitSaying(String address, String words) {
        return await(
                "mail that says '" + words + "'",
                address,
                mails -> mails.stream().filter(mail -> mail.text().contains(words)));
    }

    private Received await(String what, String address, Function<List<Received>, Stream<Received>> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Received> found = wanted.apply(to(address)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("No " + what + " to " + address + ", but " + to(address));
    }

    /** A mail as a person reads it. */
    public record Received(String to, String from, String subject, String text, String html, List<String> headers) {

        static Received of(MimeMessage message) {
            try {
                MimeMultipart parts = alternatives(message.getContent());
                return new Received(
                        recipient(message),
                        message.getFrom()[0].toString(),
                        message.getSubject(),
                        parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"),
                        parts.getBodyPart(1).getContent().toString().replace("\r\n", "\n"),
                        java.util.Collections.list(message.getAllHeaderLines()));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static MimeMultipart alternatives(Object content) throws MessagingException, IOException {
            MimeMultipart parts = (MimeMultipart) content;
            return parts.getContentType().contains("alternative")
                    ? parts
                    : alternatives(parts.getBodyPart(0).getContent());
        }

        /** The first link in the text. */
        public String link() {
            return first(LINK, 0);
        }

        /** The code in the text. */
        public String code() {
            return first(CODE, 1);
        }

        private String first(Pattern pattern, int group) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                throw new AssertionError("Not in the mail: " + pattern + "\n" + text);
            }
            return matcher.group(group);
        }
    }
}
