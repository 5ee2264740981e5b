package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.session.FreshFactorReasons;
import dev.latchkey.auth.session.SecondFactorMethod;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.RetryAfter;
import java.time.Duration;
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

    Challenges(
            SecondFactors factors,
            ConfiguredFactorPolicy policy,
            Accounts accounts,
            Continuations continuations,
            FreshFactorReasons reasons) {
        this.factors = factors;
        this.policy = policy;
        this.accounts = accounts;
        this.continuations = continuations;
        this.reasons = reasons;
    }

    /**
     * Whether nothing is left to ask. A complete session is asked only on the way to something that wants more of it: two
     * factors where one was enough, or a proof made since it was wanted.
     */
    public boolean isAnswered(SignedIn signedIn, Optional<Continuation> continuation) {
        return signedIn.session().hasDemandedFactors()
                && continuation
                        .map(wanted -> signedIn.session()
                                .lastSecondFactorAt()
                                .filter(shown -> !shown.isBefore(wanted.startedAt()))
                                .isPresent())
                        .orElse(true);
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
