package dev.latchkey.demo.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks whether the authorization server answers, before a browser is sent there: a browser that meets a closed port
 * shows its own error page, which helps nobody.
 */
@Component
class AuthorizationServerProbe {

    private static final Logger log = LoggerFactory.getLogger(AuthorizationServerProbe.class);

    private final RestClient http;

    private final String metadata;

    AuthorizationServerProbe(ClientProperties client, RestClient.Builder http) {
        this.http = http.build();
        this.metadata = client.endpoint("/.well-known/openid-configuration");
    }

    boolean answers() {
        try {
            http.get().uri(metadata).retrieve().toBodilessEntity();
            return true;
        } catch (RestClientException unreachable) {
            log.warn("The authorization server does not answer at {}: {}", metadata, unreachable.getMessage());
            return false;
        }
    }
}
