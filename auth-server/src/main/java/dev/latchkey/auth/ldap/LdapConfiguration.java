package dev.latchkey.auth.ldap;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Nothing is made where no directory is configured, and nothing of it before somebody is looked for. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("latchkey.ldap.url")
class LdapConfiguration {

    @Bean
    @Lazy
    Directory directory(LdapProperties properties) {
        return new Directory(properties);
    }
}
