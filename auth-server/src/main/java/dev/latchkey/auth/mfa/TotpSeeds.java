package dev.latchkey.auth.mfa;

import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Seals seeds for their account: a sealed seed that is moved to another account's row does not open. */
@Component
class TotpSeeds {

    static final String PURPOSE = "totp_device.seed";

    private final SecretKeys keys;

    TotpSeeds(SecretKeys keys) {
        this.keys = keys;
    }

    Sealed seal(UUID accountId, byte[] seed) {
        return keys.seal(seed, owner(accountId));
    }

    byte[] open(TotpDevice device) {
        return keys.open(device.seed(), owner(device.accountId()));
    }

    private static byte[] owner(UUID accountId) {
        return (PURPOSE + "/" + accountId).getBytes(StandardCharsets.US_ASCII);
    }
}
