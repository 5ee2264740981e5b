package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.Demand;
import dev.latchkey.auth.session.FactorPolicy;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The policy of {@link MfaProperties}. See docs/decisions/0050-second-factors.md. */
@Component
class ConfiguredFactorPolicy implements FactorPolicy {

    private static final Set<String> DEMANDS = Set.of("acr_values", "max_age", "claims", "request", "request_uri");

    private final MfaProperties properties;
    private final SecondFactors factors;
    private final TrustedDevices trustedDevices;
    private final Continuations continuations;
    private final Accounts accounts;

    ConfiguredFactorPolicy(
            MfaProperties properties,
            SecondFactors factors,
            TrustedDevices trustedDevices,
            Continuations continuations,
            Accounts accounts) {
        this.properties = properties;
        this.factors = factors;
        this.trustedDevices = trustedDevices;
        this.continuations = continuations;
        this.accounts = accounts;
    }

    @Override
    public Demand demandOf(UUID accountId, HttpServletRequest request) {
        if (!isRequiredOf(accountId) && !isWantedBy(accountId)) {
            boolean asksForSms = properties.secondFactor() == MfaProperties.SecondFactor.OPTIONAL
                    && hasRestrictedFactorOnly(accountId);
            return asksForSms ? Demand.ONE_FACTOR_AND_SMS : Demand.ONE_FACTOR;
        }
        return isTrusted(accountId, request) ? Demand.ONE_FACTOR_ON_TRUSTED_DEVICE : Demand.TWO_FACTORS;
    }

    /** Whether the account has to have a second factor, whether it wants one or not. */
    boolean isRequiredOf(UUID accountId) {
        return properties.secondFactor() == MfaProperties.SecondFactor.REQUIRED || hasRoleThatRequires(accountId);
    }

    @Override
    public boolean hasSecondFactor(UUID accountId) {
        return factors.anyOf(accountId);
    }

    @Override
    public boolean hasRestrictedFactorOnly(UUID accountId) {
        return factors.restrictedOnly(accountId);
    }

    /** Whether the account may leave out its second factor in a browser that it trusts. */
    boolean allowsTrust(UUID accountId) {
        return !hasRoleThatRequires(accountId);
    }

    private boolean isTrusted(UUID accountId, HttpServletRequest request) {
        boolean demandsMore = continuations
                .read(request.getParameter(Continuations.PARAMETER))
                .filter(ConfiguredFactorPolicy::saysHowToSignIn)
                .isPresent();
        return !demandsMore
                && allowsTrust(accountId)
                && hasSecondFactor(accountId)
                && trustedDevices.isTrusted(accountId, request);
    }

    /** An application that says how strong or how fresh the sign-in has to be, or may say so where we do not look, gets both factors. */
    private static boolean saysHowToSignIn(Continuation continuation) {
        return continuation.path().equals(Continuations.AUTHORIZE)
                && Stream.of(continuation.query().split("&"))
                        .map(pair -> pair.split("=", 2)[0])
                        .anyMatch(DEMANDS::contains);
    }

    private boolean isWantedBy(UUID accountId) {
        return properties.secondFactor() == MfaProperties.SecondFactor.OPTIONAL && hasSecondFactor(accountId);
    }

    boolean hasRoleThatRequires(UUID accountId) {
        Set<String> roles = accounts.findById(accountId).map(Account::getRoles).orElse(Set.of());
        return roles.stream().anyMatch(properties.requiredForRoles()::contains);
    }
}
