package dev.latchkey.auth.secret;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator configures.
 *
 * @param secretKeys keys that encrypt seeds and signing keys and from which peppers and link keys are derived, as
 *     {@code id:base64[,id:base64]}, newest first, each 32 random bytes; generated in local mode only
 */
@ConfigurationProperties("latchkey")
record SecretProperties(@DefaultValue("") String secretKeys) {

    @Override
    public String toString() {
        return "SecretProperties[secretKeys=(not shown)]";
    }
}
