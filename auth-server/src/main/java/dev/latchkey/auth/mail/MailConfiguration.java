package dev.latchkey.auth.mail;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.mail.javamail.JavaMailSender;

/** Where mails go: to the SMTP server if there is one; in the demo, to a page; else, in local mode, nowhere. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    @Conditional(InDemoWithoutSmtp.class)
    static DemoMailbox demoMailbox(Clock clock) {
        return new DemoMailbox(clock);
    }

    @Bean
    @Primary
    static MailTransport mailTransport(
            ObjectProvider<JavaMailSender> smtp, ObjectProvider<DemoMailbox> demo, MailProperties properties) {
        JavaMailSender sender = smtp.getIfAvailable();
        if (sender != null) {
            return new SmtpTransport(sender, properties.from());
        }
        DemoMailbox mailbox = demo.getIfAvailable();
        return mailbox == null ? new UnsentMail() : mailbox;
    }
}
