package dev.latchkey.auth.mfa;

import dev.latchkey.auth.secret.SealedColumn;
import dev.latchkey.auth.session.FreshFactorReason;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What other features need to know of this package. */
@Configuration(proxyBeanMethods = false)
class MfaConfiguration {

    /** Lets seeds be sealed again when the operator's key is another one. */
    @Bean
    static SealedColumn sealedTotpSeeds() {
        return new SealedColumn("totp_device", "id", "account_id", "sealed_with", "sealed_seed", TotpSeeds.PURPOSE);
    }

    @Bean
    static FreshFactorReason authenticatorSetupReason() {
        return new FreshFactorReason(TotpSetupController.PATH, "mfa.reason.setup");
    }

    @Bean
    static FreshFactorReason authenticatorsReason() {
        return new FreshFactorReason(AuthenticatorsController.PATH, "mfa.reason.authenticators");
    }

    @Bean
    static FreshFactorReason recoveryCodesReason() {
        return new FreshFactorReason(RecoveryCodesController.PATH, "mfa.reason.recovery-codes");
    }
}
