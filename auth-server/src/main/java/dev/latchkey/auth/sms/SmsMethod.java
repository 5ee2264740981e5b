package dev.latchkey.auth.sms;

import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SecondFactorMethod;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The code by SMS, as one of the second factors. */
@Component
@ConditionalOnSms
@Order(30)
class SmsMethod implements SecondFactorMethod {

    private final Phones phones;

    SmsMethod(Phones phones) {
        this.phones = phones;
    }

    @Override
    public Factor factor() {
        return Factor.SMS;
    }

    @Override
    public String path() {
        return SmsChallengeController.PATH;
    }

    @Override
    public String titleKey() {
        return "sms.method";
    }

    /** Whoever has to have a second factor is offered better ones. */
    @Override
    public @Nullable String enrolmentPath() {
        return null;
    }

    @Override
    public boolean isAvailableTo(UUID accountId) {
        return phones.isKnown(accountId);
    }

    @Override
    public Optional<Instant> lastUsedBy(UUID accountId) {
        return phones.of(accountId).map(Phone::lastUsedAt);
    }
}
