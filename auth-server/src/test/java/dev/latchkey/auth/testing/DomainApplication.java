package dev.latchkey.auth.testing;

import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.web.Issuer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The features below the protocol. No configuration class by annotation, so that the application's scan passes it by. */
@EnableAutoConfiguration
@ComponentScan({
    "dev.latchkey.auth.account",
    "dev.latchkey.auth.audit",
    "dev.latchkey.auth.bootstrap",
    "dev.latchkey.auth.brake",
    "dev.latchkey.auth.client",
    "dev.latchkey.auth.jose",
    "dev.latchkey.auth.outbound",
    "dev.latchkey.auth.scope",
    "dev.latchkey.auth.secret"
})
@ConfigurationPropertiesScan({
    "dev.latchkey.auth.account",
    "dev.latchkey.auth.audit",
    "dev.latchkey.auth.bootstrap",
    "dev.latchkey.auth.brake",
    "dev.latchkey.auth.client",
    "dev.latchkey.auth.jose",
    "dev.latchkey.auth.outbound",
    "dev.latchkey.auth.scope",
    "dev.latchkey.auth.secret"
})
@Import({Issuer.class, Logos.class})
@EntityScan("dev.latchkey.auth.account")
@EnableJpaRepositories("dev.latchkey.auth.account")
public class DomainApplication {

    @Bean
    TestClock clock() {
        return new TestClock();
    }
}
