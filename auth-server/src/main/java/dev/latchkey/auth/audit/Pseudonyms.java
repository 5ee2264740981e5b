package dev.latchkey.auth.audit;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/**
 * Stands in the trail for what must not stand there itself, such as what somebody typed as a user name, which may be their
 * password in the wrong field. The same text has the same pseudonym, so that different ones can be counted; only who has the
 * server's key could try texts out.
 */
@Component
public class Pseudonyms {

    private static final int BYTES = 8;

    private final byte[] key;

    Pseudonyms(SecretKeys keys) {
        this.key = keys.derive("audit.pseudonym");
    }

    public String of(String text) {
        byte[] mac = HmacSha256.of(key, text.getBytes(StandardCharsets.UTF_8));
        return OpaqueValues.encode(Arrays.copyOf(mac, BYTES));
    }
}
