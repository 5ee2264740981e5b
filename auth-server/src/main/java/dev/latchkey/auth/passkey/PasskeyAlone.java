package dev.latchkey.auth.passkey;

import dev.latchkey.auth.session.SignInMethod;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A passkey as the whole sign-in. */
@Component
class PasskeyAlone implements SignInMethod {

    private final Passkeys passkeys;

    PasskeyAlone(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public boolean isAvailableTo(UUID accountId) {
        return passkeys.hasAny(accountId);
    }
}
