package dev.latchkey.auth.authorization;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pushed authorization requests (RFC 9126).
 *
 * @param lifetime how soon the browser must come with one; 10 to 600 seconds (RFC 9126 §2.2)
 * @param mostByClient how many of them a client may have open at a time
 */
@ConfigurationProperties("latchkey.authorization.pushed")
record PushedRequestProperties(
        @DefaultValue("90s") Duration lifetime,
        @DefaultValue("1000") int mostByClient) {

    PushedRequestProperties {
        if (lifetime.toSeconds() < 10 || lifetime.toSeconds() > 600) {
            throw new IllegalArgumentException("latchkey.authorization.pushed.lifetime must be between 10s and 600s");
        }
        if (mostByClient < 1) {
            throw new IllegalArgumentException("latchkey.authorization.pushed.most-by-client must be at least 1");
        }
    }
}
