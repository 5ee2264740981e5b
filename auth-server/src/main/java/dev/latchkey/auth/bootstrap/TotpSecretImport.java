package dev.latchkey.auth.bootstrap;

import java.util.UUID;

/** Takes over the TOTP secrets of declared accounts. Called in the transaction of the whole file. */
public interface TotpSecretImport {

    /**
     * Enrols the account with this secret, in place of one that it has.
     *
     * @param secret 16 to 64 bytes
     */
    void importSecret(UUID accountId, byte[] secret);
}
