package dev.latchkey.auth.sms;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.latchkey.auth.brake.SmsBrake;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.web.Issuer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Draws codes, and sends them for as long as the brake allows. */
@Service
@ConditionalOnSms
class SmsSending {

    private final SmsCodes codes;
    private final SmsBrake brake;
    private final MessageSource texts;
    private final ObjectProvider<Scheduler> scheduler;
    private final SmsProperties properties;
    private final Issuer issuer;
    private final Clock clock;

    SmsSending(
            SmsCodes codes,
            SmsBrake brake,
            MessageSource texts,
            ObjectProvider<Scheduler> scheduler,
            SmsProperties properties,
            Issuer issuer,
            Clock clock) {
        this.codes = codes;
        this.brake = brake;
        this.texts = texts;
        this.scheduler = scheduler;
        this.properties = properties;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @return how long to wait, if too many were sent */
    @Transactional
    public Optional<Duration> send(BrowserSession session, SmsPurpose purpose, PhoneNumber number) {
        Optional<Duration> wait = brake.count(session.accountId(), number.e164(), properties.perHour());
        if (wait.isPresent()) {
            return wait;
        }
        String code = codes.generate();
        UUID id = codes.issue(session, purpose, code, new SmsMessage(number.e164(), text(code)));
        scheduler
                .getObject()
                .scheduleIfNotExists(SmsDelivery.TASK.instance(id.toString()).scheduledTo(clock.instant()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
        return Optional.empty();
    }

    /** The last line binds the code to this site (origin-bound one-time codes): telephones fill it in nowhere else. */
    private String text(String code) {
        String host = URI.create(issuer.value()).getHost();
        return texts.getMessage("sms.text", new Object[] {code, host}, LocaleContextHolder.getLocale()) + "\n\n@" + host
                + " #" + code;
    }
}
