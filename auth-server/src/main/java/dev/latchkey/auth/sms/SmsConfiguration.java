package dev.latchkey.auth.sms;

import dev.latchkey.auth.secret.SealedColumn;
import dev.latchkey.auth.session.FreshFactorReason;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What other features need to know of this package. */
@Configuration(proxyBeanMethods = false)
class SmsConfiguration {

    /** Lets numbers be sealed again when the operator's key is another one, also while no messages are sent. */
    @Bean
    static SealedColumn sealedPhoneNumbers() {
        return new SealedColumn("phone", "account_id", "account_id", "sealed_with", "sealed_number", Phones.PURPOSE);
    }

    @Bean
    static FreshFactorReason phoneReason() {
        return new FreshFactorReason(PhoneController.PATH, "sms.reason");
    }
}
