package dev.latchkey.demo.security;

import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Names the session cookie after the client. Cookies know hosts but not ports: two clients on one host would overwrite
 * each other's session. Its other attributes stand in {@code application.yaml}.
 */
@Configuration(proxyBeanMethods = false)
class SessionCookieConfiguration {

    @Bean
    ServletContextInitializer sessionCookieName(ClientProperties client) {
        // A cookie name is a token (RFC 6265 §4.1.1), a client_id may hold any printable character.
        String name = client.clientId().replaceAll("[^A-Za-z0-9-]", "_") + "_session";
        return context -> context.getSessionCookieConfig().setName(name);
    }
}
