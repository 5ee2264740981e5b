package dev.latchkey.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * What a step of signing in calls when its factor was right, and what ends a session. The only door through which a
 * session is opened, so no step can forget to change the session's secret.
 */
@Component
public class SignIn {

    private final BrowserSessions sessions;
    private final SessionCookie cookie;
    private final FactorPolicy policy;
    private final SignInRisk risk;

    SignIn(BrowserSessions sessions, SessionCookie cookie, FactorPolicy policy, SignInRisk risk) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.policy = policy;
        this.risk = risk;
    }

    /**
     * The first factor of an account was shown: opens a session. The person who already has one here keeps it, but starts
     * over in it: the other factors have to be shown again. The session of anybody else ends.
     */
    public SignedIn begin(UUID accountId, Factor factor, HttpServletRequest request, HttpServletResponse response) {
        return begin(accountId, factor, false, request, response);
    }

    /** @param remember whether the person asked to be kept signed in: the session lives longer, and may do no more */
    public SignedIn begin(
            UUID accountId, Factor factor, boolean remember, HttpServletRequest request, HttpServletResponse response) {
        Demand demand = demandOf(accountId, request);
        SignedIn before = current();
        if (before != null && before.accountId().equals(accountId)) {
            return enter(sessions.restart(before.session(), factor, demand, remember), response);
        }
        if (before != null) {
            end(before, SessionEnded.Reason.REPLACED_BY_ANOTHER_ACCOUNT);
        }
        return enter(sessions.open(accountId, factor, demand, remember, Device.of(request)), response);
    }

    private Demand demandOf(UUID accountId, HttpServletRequest request) {
        Demand demand = policy.demandOf(accountId, request);
        boolean unusual = demand != Demand.TWO_FACTORS
                && policy.hasSecondFactor(accountId)
                && risk.demandsSecondFactor(accountId, request);
        return unusual ? Demand.TWO_FACTORS : demand;
    }

    /** A further factor was shown in this session. */
    public SignedIn add(SignedIn signedIn, Factor factor, HttpServletResponse response) {
        return enter(sessions.add(signedIn.session(), factor), response);
    }

    /** Ends the session of this browser, if it has one. */
    public void end(SessionEnded.Reason reason, HttpServletResponse response) {
        SignedIn signedIn = current();
        if (signedIn != null) {
            end(signedIn, reason);
        }
        cookie.clear(response);
        SecurityContextHolder.clearContext();
    }

    /**
     * Ends the sessions of an account, on every node at once, and what was given in them. For a reason after which nobody who
     * was let in before is to be trusted, what applications may do without the person ends too.
     *
     * @param except the session that goes on, or null for none
     * @return how many ended
     */
    public int endAllOf(UUID accountId, @Nullable UUID except, SessionEnded.Reason reason) {
        return sessions.endAll(accountId, except, reason);
    }

    private void end(SignedIn signedIn, SessionEnded.Reason reason) {
        sessions.end(signedIn.accountId(), signedIn.session().id(), reason);
    }

    /** Who is signed in with this browser, complete or not. */
    public static @Nullable SignedIn current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof SignedIn signedIn ? signedIn : null;
    }

    private SignedIn enter(Optional<BrowserSessions.Opened> result, HttpServletResponse response) {
        BrowserSessions.Opened opened = result.orElseThrow(SessionGoneException::new);
        cookie.write(response, opened);
        SignedIn signedIn = new SignedIn(opened.session());
        SecurityContextHolder.getContext().setAuthentication(signedIn);
        return signedIn;
    }
}
