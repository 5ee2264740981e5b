package dev.latchkey.auth.mfa;

import dev.latchkey.auth.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets seeds be sealed again when the operator's key is another one. */
@Configuration(proxyBeanMethods = false)
class SealedSeeds {

    @Bean
    static SealedColumn sealedTotpSeeds() {
        return new SealedColumn("totp_device", "id", "account_id", "sealed_with", "sealed_seed", TotpSeeds.PURPOSE);
    }
}
