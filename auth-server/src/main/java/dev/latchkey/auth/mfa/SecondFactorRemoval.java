package dev.latchkey.auth.mfa;

import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Removes a second factor, whichever it is, and keeps the last one where the account has to have one. */
@Component
public class SecondFactorRemoval {

    private final JdbcClient jdbc;
    private final SecondFactors factors;
    private final ConfiguredFactorPolicy policy;
    private final RecoveryCodes recoveryCodes;
    private final TrustedDevices trustedDevices;

    SecondFactorRemoval(
            JdbcClient jdbc,
            SecondFactors factors,
            ConfiguredFactorPolicy policy,
            RecoveryCodes recoveryCodes,
            TrustedDevices trustedDevices) {
        this.jdbc = jdbc;
        this.factors = factors;
        this.policy = policy;
        this.recoveryCodes = recoveryCodes;
        this.trustedDevices = trustedDevices;
    }

    /**
     * Runs a removal. One at a time for an account, so that two do not leave each other's factor behind as the one that stays.
     *
     * @param removal says whether there was something to remove
     * @return what it says
     * @throws LastFactorException and nothing is removed, if the account would be left without one that it has to have
     */
    @Transactional
    public boolean remove(UUID accountId, BooleanSupplier removal) {
        jdbc.sql("select 1 from account where id = :id for update")
                .param("id", accountId)
                .query(Integer.class)
                .single();
        boolean removed = removal.getAsBoolean();
        if (!removed || factors.anyOf(accountId)) {
            return removed;
        }
        if (policy.isRequiredOf(accountId)) {
            throw new LastFactorException();
        }
        if (factors.restrictedOnly(accountId)) {
            return true;
        }
        // They stand in for a second factor, and there is none.
        recoveryCodes.forgetAll(accountId);
        trustedDevices.forgetAll(accountId);
        return true;
    }
}
