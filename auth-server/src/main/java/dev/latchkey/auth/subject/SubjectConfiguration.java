package dev.latchkey.auth.subject;

import dev.latchkey.auth.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What other features need to know of this package. */
@Configuration(proxyBeanMethods = false)
class SubjectConfiguration {

    /** Lets the key be sealed again when the operator's key is another one. */
    @Bean
    static SealedColumn sealedPairwiseKey() {
        return new SealedColumn("pairwise_key", "name", "name", "sealed_with", "sealed_key", PairwiseKey.PURPOSE);
    }
}
