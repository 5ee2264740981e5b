package dev.latchkey.auth.secret;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretKeysConfiguration {

    @Bean
    SecretKeys secretKeys(SecretProperties properties) {
        return SecretKeys.parse(properties.secretKeys());
    }
}
