package dev.latchkey.auth.dpop;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of DPoP proofs.
 *
 * @param nonceRequired whether each must carry a nonce of ours (RFC 9449 §8), so that none can be made in advance
 * @param window how far {@code iat} may be from now, before and after
 */
@ConfigurationProperties("latchkey.token.dpop")
record DPoPProperties(
        @DefaultValue("false") boolean nonceRequired,
        @DefaultValue("60s") Duration window) {

    DPoPProperties {
        if (window.toSeconds() < 5 || window.toSeconds() > 300) {
            throw new IllegalArgumentException("latchkey.token.dpop.window must be between 5s and 5m");
        }
    }
}
