package dev.latchkey.auth.key;

import dev.latchkey.auth.secret.SealedColumn;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the key set in front of the security chains, behind the filters that write headers. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    /** The security chains are at -100. */
    private static final int BEFORE_SECURITY = -101;

    @Bean
    static SealedColumn sealedSigningKeys() {
        return new SealedColumn("signing_key", "kid", "kid", "sealed_with", "sealed_jwk", SigningKeyRows.PURPOSE);
    }

    @Bean
    static FilterRegistrationBean<JwkSetFilter> jwkSetFilter(SigningKeys keys, KeyProperties properties) {
        FilterRegistrationBean<JwkSetFilter> registration =
                new FilterRegistrationBean<>(new JwkSetFilter(keys, properties));
        registration.addUrlPatterns(JwkSetFilter.PATH);
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }
}
