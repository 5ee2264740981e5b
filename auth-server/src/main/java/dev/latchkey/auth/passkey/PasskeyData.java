package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Passkeys in the copy of everything that is kept about a person. */
@Component
@Order(40)
class PasskeyData implements PersonalData {

    private final Passkeys passkeys;

    PasskeyData(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    record Entry(String name, Instant added, @Nullable Instant lastUsed, boolean backedUp, List<String> transports) {}

    @Override
    public String part() {
        return "passkeys";
    }

    @Override
    public Object of(UUID accountId) {
        return passkeys.of(accountId).stream()
                .map(passkey -> new Entry(
                        passkey.name(),
                        passkey.createdAt(),
                        passkey.lastUsedAt(),
                        passkey.backedUp(),
                        passkey.transports()))
                .toList();
    }
}
