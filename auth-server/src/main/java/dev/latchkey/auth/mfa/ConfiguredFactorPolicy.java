package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.Demand;
import dev.latchkey.auth.session.FactorPolicy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The policy of {@link MfaProperties}. See docs/decisions/0050-second-factors.md. */
@Component
class ConfiguredFactorPolicy implements FactorPolicy {

    private final MfaProperties properties;
    private final SecondFactors factors;
    private final Accounts accounts;

    ConfiguredFactorPolicy(MfaProperties properties, SecondFactors factors, Accounts accounts) {
        this.properties = properties;
        this.factors = factors;
        this.accounts = accounts;
    }

    @Override
    public Demand demandOf(UUID accountId, HttpServletRequest request) {
        return isRequiredOf(accountId) || isWantedBy(accountId) ? Demand.TWO_FACTORS : Demand.ONE_FACTOR;
    }

    /** Whether the account has to have a second factor, whether it wants one or not. */
    boolean isRequiredOf(UUID accountId) {
        return properties.secondFactor() == MfaProperties.SecondFactor.REQUIRED || hasRoleThatRequires(accountId);
    }

    @Override
    public boolean hasSecondFactor(UUID accountId) {
        return factors.anyOf(accountId);
    }

    private boolean isWantedBy(UUID accountId) {
        return properties.secondFactor() == MfaProperties.SecondFactor.OPTIONAL && hasSecondFactor(accountId);
    }

    private boolean hasRoleThatRequires(UUID accountId) {
        Set<String> roles = accounts.findById(accountId).map(Account::getRoles).orElse(Set.of());
        return roles.stream().anyMatch(properties.requiredForRoles()::contains);
    }
}
