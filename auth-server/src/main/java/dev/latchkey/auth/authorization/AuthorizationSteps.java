package dev.latchkey.auth.authorization;

import dev.latchkey.auth.session.FreshFactors;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.subject.ClientSubjects;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Works out what an authorization request still needs. */
@Component
class AuthorizationSteps {

    private final ConsentDecisions consents;
    private final ClientSubjects subjects;
    private final ObjectProvider<ApplicationAccess> access;
    private final FreshFactors freshFactors;
    private final Clock clock;

    AuthorizationSteps(
            ConsentDecisions consents,
            ClientSubjects subjects,
            ObjectProvider<ApplicationAccess> access,
            FreshFactors freshFactors,
            Clock clock) {
        this.consents = consents;
        this.subjects = subjects;
        this.access = access;
        this.freshFactors = freshFactors;
        this.clock = clock;
    }

    /**
     * @param startedAt when the browser came with the request
     * @param others whether further accounts are signed in with this browser
     */
    AuthorizationStep next(
            AuthorizationRequest request, @Nullable SignedIn signedIn, Instant startedAt, boolean others) {
        if (signedIn == null) {
            return first(request, others);
        }
        Instant authTime = signedIn.session().authenticationContext().authTime();
        if (request.prompts().contains(Prompt.CREATE) && authTime.isBefore(startedAt)) {
            return AuthorizationStep.SIGN_UP;
        }
        if (request.leavesToChoose(signedIn.session(), startedAt)) {
            return AuthorizationStep.CHOOSE_ACCOUNT;
        }
        if (!request.isSatisfiedBy(authTime, startedAt, clock.instant())) {
            return AuthorizationStep.SIGN_IN;
        }
        if (!request.isAbout(subjects.of(signedIn.accountId(), request.client()))) {
            // Somebody else may sign in now. Who did so for this very request and is not the one meant never will be.
            return authTime.isBefore(startedAt) ? AuthorizationStep.SIGN_IN : AuthorizationStep.ANOTHER_PERSON;
        }
        return furtherOf(request, signedIn);
    }

    private static AuthorizationStep first(AuthorizationRequest request, boolean others) {
        if (request.prompts().contains(Prompt.CREATE)) {
            return AuthorizationStep.SIGN_UP;
        }
        return others && !request.prompts().contains(Prompt.LOGIN)
                ? AuthorizationStep.CHOOSE_ACCOUNT
                : AuthorizationStep.SIGN_IN;
    }

    private AuthorizationStep furtherOf(AuthorizationRequest request, SignedIn signedIn) {
        if (!signedIn.session().hasDemandedFactors()) {
            return AuthorizationStep.FURTHER_FACTOR;
        }
        if (!signedIn.isComplete()) {
            return AuthorizationStep.NEW_PASSWORD;
        }
        if (!access.stream().allMatch(rule -> rule.isOpenTo(signedIn.accountId(), request.client()))) {
            return AuthorizationStep.NOT_FOR_THIS_PERSON;
        }
        if (!request.acr().isMetBy(signedIn.session().authenticationContext().acr())) {
            AuthorizationStep stronger = strongerSignIn(request);
            if (stronger != AuthorizationStep.NOTHING) {
                return stronger;
            }
        }
        boolean mustAsk = request.prompts().contains(Prompt.CONSENT)
                || !consents.cover(signedIn.accountId(), request.client(), request.toBeAllowed(), request.resources());
        if (!mustAsk) {
            return AuthorizationStep.NOTHING;
        }
        // What is allowed now lasts longer than the visit: being kept signed in is not enough to allow it.
        return freshFactors.areStale(signedIn.session()) ? AuthorizationStep.CONFIRMATION : AuthorizationStep.CONSENT;
    }

    /**
     * A wish is fulfilled where the person may be asked, and who has no second factor sets one up: an API that refused for
     * want of one says so by a wish (RFC 9470 §4), and would refuse again. What is essential is fulfilled or refused.
     */
    private static AuthorizationStep strongerSignIn(AuthorizationRequest request) {
        if (request.acr().essential()) {
            return request.acr().exists() ? AuthorizationStep.STRONGER_SIGN_IN : AuthorizationStep.NO_SUCH_SIGN_IN;
        }
        return request.acr().exists() && request.mayInteract()
                ? AuthorizationStep.STRONGER_SIGN_IN
                : AuthorizationStep.NOTHING;
    }
}
