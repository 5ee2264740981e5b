package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.FreshFactorReasons;
import dev.latchkey.auth.session.FreshFactors;
import dev.latchkey.auth.session.SecondFactorMethod;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the pages that ask for a second factor have in common. */
@Component
public class Challenges {

    private final SecondFactors factors;
    private final ConfiguredFactorPolicy policy;
    private final Accounts accounts;
    private final Continuations continuations;
    private final FreshFactorReasons reasons;
    private final FreshFactors freshness;

    Challenges(
            SecondFactors factors,
            ConfiguredFactorPolicy policy,
            Accounts accounts,
            Continuations continuations,
            FreshFactorReasons reasons,
            FreshFactors freshness) {
        this.factors = factors;
        this.policy = policy;
        this.accounts = accounts;
        this.continuations = continuations;
        this.reasons = reasons;
        this.freshness = freshness;
    }

    /**
     * Whether nothing is left to ask. A complete session is asked only on the way to something that wants more of it: two
     * factors where one was enough, or a proof made since it was wanted.
     */
    public boolean isAnswered(SignedIn signedIn, Optional<Continuation> continuation) {
        return signedIn.session().hasDemandedFactors()
                && continuation
                        .map(wanted -> proofFor(signedIn, wanted)
                                .filter(shown -> !shown.isBefore(wanted.startedAt()))
                                .isPresent())
                        .orElse(true);
    }

    /** A code by SMS proves who it is to our own pages, when there is nothing better, and to no application. */
    private Optional<Instant> proofFor(SignedIn signedIn, Continuation wanted) {
        return factors.restrictedOnly(signedIn.accountId()) && !isAuthorization(wanted)
                ? signedIn.session().lastShown(factor -> factor.isRestricted() || factor.isPossessed())
                : signedIn.session().lastSecondFactorAt();
    }

    /**
     * Whether somebody who has nothing better than a telephone has to show its code before setting up anything else: otherwise a
     * password alone would lead past it.
     */
    boolean owesRestrictedFactor(SignedIn signedIn, Optional<Continuation> continuation) {
        boolean isAskedAgain = signedIn.session().hasDemandedFactors()
                && continuation.filter(wanted -> !isAuthorization(wanted)).isPresent();
        return factors.restrictedOnly(signedIn.accountId())
                && (isAskedAgain || !freshness.isFresh(signedIn.session(), true));
    }

    /**
     * The methods with which this session may go on there. A recovery code completes a sign-in, and is not taken from somebody
     * who is signed in and is asked again.
     */
    List<SecondFactorMethod> methods(SignedIn signedIn, Optional<Continuation> continuation) {
        boolean forSignIn = !signedIn.session().hasDemandedFactors()
                || continuation.filter(Challenges::isAuthorization).isPresent();
        return factors.of(signedIn.accountId()).stream()
                .filter(method -> forSignIn || !method.isForEmergencies())
                .toList();
    }

    /** Whether this factor is one of them. */
    public boolean offers(Factor factor, SignedIn signedIn, Optional<Continuation> continuation) {
        return methods(signedIn, continuation).stream().anyMatch(method -> method.factor() == factor);
    }

    /** Whether a role of the account requires two factors, which no restricted one makes. */
    public boolean isRequiredByRole(SignedIn signedIn) {
        return policy.hasRoleThatRequires(signedIn.accountId());
    }

    /** @param problem the key of what went wrong, if something did */
    public ChallengePage page(
            SignedIn signedIn, Optional<Continuation> continuation, @Nullable String problem, Duration wait) {
        String name = accounts.findById(signedIn.accountId())
                .map(Account::getUsername)
                .orElseThrow();
        boolean asksAgain = signedIn.session().hasDemandedFactors()
                && continuation.filter(c -> !isAuthorization(c)).isPresent();
        return new ChallengePage(
                name,
                problem,
                RetryAfter.minutes(wait),
                continuation.map(continuations::sign).orElse(null),
                asksAgain ? reasons.of(continuation) : null,
                methods(signedIn, continuation).size() > 1,
                offersTrust(signedIn));
    }

    /** Whether this browser may be trusted with the next sign-ins: at a sign-in, and not for an account whose role forbids it. */
    public boolean offersTrust(SignedIn signedIn) {
        return !signedIn.session().hasDemandedFactors() && policy.allowsTrust(signedIn.accountId());
    }

    private static boolean isAuthorization(Continuation continuation) {
        return continuation.path().equals(Continuations.AUTHORIZE);
    }
}
