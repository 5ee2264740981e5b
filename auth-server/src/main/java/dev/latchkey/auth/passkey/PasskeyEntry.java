package dev.latchkey.auth.passkey;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its owner sees it.
 *
 * @param stateKey the message that says on how many devices it may be
 */
record PasskeyEntry(
        UUID id, String name, LocalDate created, @Nullable LocalDate lastUsed, String stateKey) {

    static PasskeyEntry of(Passkey passkey) {
        return new PasskeyEntry(
                passkey.id(),
                passkey.name(),
                LocalDate.ofInstant(passkey.createdAt(), ZoneOffset.UTC),
                passkey.lastUsedAt() == null ? null : LocalDate.ofInstant(passkey.lastUsedAt(), ZoneOffset.UTC),
                state(passkey));
    }

    private static String state(Passkey passkey) {
        if (!passkey.backupEligible()) {
            return "passkey.state.bound";
        }
        return passkey.backedUp() ? "passkey.state.synced" : "passkey.state.not-synced";
    }
}
