package dev.latchkey.auth.mfa;

import dev.latchkey.auth.bootstrap.TotpSecretImport;
import java.security.MessageDigest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes over the TOTP secrets of the bootstrap file. One that is enrolled already stays as it is, used steps included. */
@Component
class ImportedTotpSecrets implements TotpSecretImport {

    private static final String NAME = "Imported";

    private final TotpDevices devices;
    private final TotpSeeds seeds;

    ImportedTotpSecrets(TotpDevices devices, TotpSeeds seeds) {
        this.devices = devices;
        this.seeds = seeds;
    }

    @Override
    public void importSecret(UUID accountId, byte[] secret) {
        boolean enrolled = devices.confirmedOf(accountId).stream()
                .anyMatch(device -> MessageDigest.isEqual(seeds.open(device), secret));
        if (!enrolled) {
            devices.deleteAll(accountId);
            devices.addConfirmed(accountId, NAME, seeds.seal(accountId, secret));
        }
    }
}
