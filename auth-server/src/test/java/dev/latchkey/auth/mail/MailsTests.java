package dev.latchkey.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Mailbox.Received;
import dev.latchkey.auth.testing.TestClock;
import dev.latchkey.auth.web.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.transaction.support.TransactionTemplate;

class MailsTests {

    private final AuthServer server = AuthServer.running();
    private final Mails mails = server.bean(Mails.class);
    private final JdbcClient database = server.database();
    private final String address = UUID.randomUUID() + "@example.test";

    @Test
    void deliversTextAndHtmlInTheReadersLanguage() {
        mails.send(verification(Locale.ENGLISH));
        Received english = server.mailbox().awaitTo(address);
        assertThat(english.subject()).isEqualTo("Confirm your e-mail address");
        assertThat(english.from()).isEqualTo("latchkey@localhost");
        assertThat(english.code()).isEqualTo("123456");
        assertThat(english.link()).isEqualTo("http://localhost/verify?token=abc");
        assertThat(english.html())
                .contains("href=\"http://localhost/verify?token=abc\"", ">123456<", server.issuer())
                .doesNotContain("xmlns:th", "<script", "src=");

        mails.send(verification(Locale.GERMAN));
        Received german = server.mailbox().awaitTo(address, 2);
        assertThat(german.subject()).isEqualTo("Bestätigen Sie Ihre E-Mail-Adresse");
        assertThat(german.text()).contains("Bestätigen Sie, dass sie Ihnen gehört");
        assertThat(german.html()).contains("lang=\"de\"", "Bestätigen Sie, dass sie Ihnen gehört");
    }

    @Test
    void tellsMailProgramsNotToAnswer() {
        mails.send(verification(Locale.ENGLISH));
        assertThat(server.mailbox().awaitTo(address).headers()).contains("Auto-Submitted: auto-generated");
    }

    @Test
    void forgetsAMailThatWasTaken() {
        mails.send(verification(Locale.ENGLISH));
        server.mailbox().awaitTo(address);
        awaitEmpty();
        assertThat(server.mailbox().to(address)).hasSize(1);
    }

    /** Two are on their way at a time; put off for a second each, as when a server hangs, these would take a minute and a half. */
    @Test
    void sendsMailsThatComeByTheHundredOneAfterTheOther() {
        server.bean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            for (int i = 0; i < 100; i++) {
                mails.send(verification(Locale.ENGLISH));
            }
        });
        awaitEmpty();
        assertThat(server.mailbox().to(address)).hasSize(100);
    }

    @Test
    void sendsNothingForATransactionThatFails() {
        server.bean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            mails.send(verification(Locale.ENGLISH));
            transaction.setRollbackOnly();
        });
        mails.send(Mail.to(address, Locale.GERMAN)
                .template("verify-email")
                .with("link", "x")
                .with("code", "1"));
        assertThat(server.mailbox().awaitTo(address).subject()).startsWith("Bestätigen");
        awaitEmpty();
        assertThat(server.mailbox().to(address)).hasSize(1);
    }

    @Test
    void keepsNothingReadableInTheDatabase() {
        UUID id = UUID.randomUUID();
        MailQueue queue = server.bean(MailQueue.class);
        Instant now = server.bean(Clock.class).instant();
        queue.add(id, verification(Locale.ENGLISH).content(), now, now.plusSeconds(60));
        try {
            byte[] sealed = database.sql("select sealed_content from mail where id = :id")
                    .param("id", id)
                    .query(byte[].class)
                    .single();
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                    .doesNotContain(address, "token=abc", "123456", "verify-email");
            assertThat(queue.find(id).orElseThrow().content().values()).containsEntry("code", "123456");
        } finally {
            queue.remove(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a@b@c",
                "a@example.test\r\nBcc: evil@example.test",
                "a@example.test\nBcc: evil@example.test",
                "a@example.test%0aBcc:evil@example.test,b@example.test",
                "a@example.test,b@example.test",
                "a@example.test;b@example.test",
                "Alice <a@example.test>",
                "<a@example.test>",
                "a b@example.test",
                "\"a\"@example.test",
                "a@example.test\u2028",
                "a@\u202Eexample.test"
            })
    void sendsToOnePlainAddressOnly(String notAnAddress) {
        assertThatIllegalArgumentException().isThrownBy(() -> Mail.to(notAnAddress, Locale.ENGLISH));
    }

    @Test
    void escapesWhatPeopleChose() {
        String nasty = "<img src=x onerror=alert(1)>\r\nBcc: evil@example.test\r\n\r\n${7777*7777} [[${7777*7777}]]";
        mails.send(Mail.to(address, Locale.ENGLISH)
                .template("verify-email")
                .with("link", "http://localhost/")
                .with("code", nasty));
        Received mail = server.mailbox().awaitTo(address);
        assertThat(mail.html()).doesNotContain("<img", "60481729").contains("&lt;img src=x");
        assertThat(mail.text()).doesNotContain("60481729").contains("${7777*7777}");
        assertThat(mail.headers()).noneMatch(header -> header.startsWith("Bcc"));
        assertThat(server.mailbox().to("evil@example.test")).isEmpty();
    }

    @Test
    void keepsTheSubjectOneLine() {
        MessageSource hostile = new org.springframework.context.support.StaticMessageSource() {
            @Override
            protected String getMessageInternal(String code, Object[] arguments, Locale locale) {
                return "One\r\nBcc: evil@example.test\u2028two";
            }
        };
        MailTexts texts = new MailTexts(hostile, new Issuer("http://localhost"));
        assertThat(texts.render(verification(Locale.ENGLISH).content()).subject())
                .isEqualTo("One Bcc: evil@example.test two");
    }

    @Test
    void sendsToDomainsAndNamesBeyondAscii() {
        String name = "jürgen-" + UUID.randomUUID();
        mails.send(Mail.to(name + "@bücher.example", Locale.ENGLISH)
                .template("verify-email")
                .with("link", "x")
                .with("code", "1"));
        assertThat(server.mailbox().awaitTo(name + "@xn--bcher-kva.example").text())
                .isNotBlank();
    }

    @Test
    void triesAgainLaterAndLaterUntilItIsTaken() {
        Post post = new Post();
        post.refusals = 3;
        UUID id = post.queue(Duration.ofHours(1));
        assertThat(post.attempt(id)).isEqualTo(Duration.ofSeconds(10));
        assertThat(post.attempt(id)).isEqualTo(Duration.ofSeconds(20));
        assertThat(post.attempt(id)).isEqualTo(Duration.ofSeconds(40));
        assertThat(post.attempt(id)).isNull();
        assertThat(post.delivered).hasSize(1);
        assertThat(post.queue.find(id)).isEmpty();
        // Picked again, by a node that did not hear of it:
        assertThat(post.attempt(id)).isNull();
        assertThat(post.delivered).hasSize(1);
    }

    @Test
    void doesNotSendWhatHasExpired() {
        Post post = new Post();
        post.refusals = 1;
        UUID id = post.queue(Duration.ofMinutes(10));
        assertThat(post.attempt(id)).isNotNull();
        post.clock.advance(Duration.ofMinutes(10));
        assertThat(post.attempt(id)).isNull();
        assertThat(post.delivered).isEmpty();
        assertThat(post.queue.find(id)).isEmpty();
    }

    @Test
    void givesUpOnWhatCanNeverBeSent() {
        Post post = new Post();
        post.refusals = 1;
        post.refusal = new MailPreparationException("never");
        UUID id = post.queue(Duration.ofHours(1));
        assertThat(post.attempt(id)).isNull();
        assertThat(post.queue.find(id)).isEmpty();
    }

    @Test
    void waitsAQuarterOfAnHourAtMost() {
        MailProperties properties = server.bean(MailProperties.class);
        assertThat(properties.retryAfter(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.retryAfter(7)).isEqualTo(Duration.ofSeconds(640));
        assertThat(properties.retryAfter(8)).isEqualTo(Duration.ofMinutes(15));
        assertThat(properties.retryAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void saysNothingOfAMailWhereItIsLogged() {
        Mail mail = verification(Locale.ENGLISH);
        RenderedMail rendered = server.bean(MailTexts.class).render(mail.content());
        assertThat(mail + " " + mail.content() + " " + rendered)
                .doesNotContain(address, "123456", "token=abc")
                .contains("verify-email");
        MailSendException refused = new MailSendException("550 no such user <" + address + ">");
        assertThat(SmtpFailure.of(refused).summary()).isEqualTo("MailSendException");
    }

    @Test
    void asksForATemplate() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Mail.to(address, Locale.ENGLISH).content());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mail.to(address, Locale.ENGLISH).template("../login/sign-in"));
    }

    private Mail verification(Locale locale) {
        return Mail.to(address, locale)
                .template("verify-email")
                .with("link", "http://localhost/verify?token=abc")
                .with("code", "123456");
    }

    private void awaitEmpty() {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            boolean empty = database.sql("select (select count(*) from mail) + (select count(*) from scheduled_tasks"
                                    + " where task_name = 'mail')")
                            .query(Long.class)
                            .single()
                    == 0;
            if (empty) {
                return;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("Mails are still waiting");
    }

    /** A delivery that goes as a test says, at a time that a test says. */
    private final class Post implements MailTransport {

        final TestClock clock = new TestClock();
        final MailQueue queue = server.bean(MailQueue.class);
        final List<RenderedMail> delivered = new ArrayList<>();
        int refusals;
        MailException refusal = new MailSendException("not now");

        private final MailDelivery delivery =
                new MailDelivery(queue, server.bean(MailTexts.class), this, server.bean(MailProperties.class), clock);

        UUID queue(Duration expiry) {
            UUID id = UUID.randomUUID();
            queue.add(
                    id,
                    verification(Locale.ENGLISH).content(),
                    clock.instant(),
                    clock.instant().plus(expiry));
            return id;
        }

        /** How long until it is tried again; null when it is done with. */
        Duration attempt(UUID id) {
            return delivery.attempt(id)
                    .map(again -> Duration.between(clock.instant(), again))
                    .orElse(null);
        }

        @Override
        public void deliver(RenderedMail mail) {
            if (refusals-- > 0) {
                throw refusal;
            }
            delivered.add(mail);
        }
    }
}
