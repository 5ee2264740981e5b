package dev.latchkey.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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

    /** The page on which a session that owes a new password gets one. */
    public static final String NEW_PASSWORD = "/login/new-password";

    private final BrowserSessions sessions;
    private final SessionCookie cookie;
    private final FurtherSessions further;
    private final FactorPolicy policy;
    private final SignInRisk risk;

    SignIn(
            BrowserSessions sessions,
            SessionCookie cookie,
            FurtherSessions further,
            FactorPolicy policy,
            SignInRisk risk) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.further = further;
        this.policy = policy;
        this.risk = risk;
    }

    /**
     * The first factor of an account was shown: opens a session. The person who already has one here keeps it, but starts
     * over in it: the other factors have to be shown again, and so does who put one aside. The session of anybody else that
     * is in use ends; who wants to keep it puts it aside first ({@link SignedInAccounts#putAside}).
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
        Optional<BrowserSessions.Opened> aside =
                further.take(session -> session.accountId().equals(accountId), request, response);
        if (aside.isPresent()) {
            return enter(sessions.restart(aside.get().session(), factor, demand, remember), response);
        }
        return enter(sessions.open(accountId, factor, demand, remember, Device.of(request)), response);
    }

    /** The password with which this session began is known elsewhere: nothing is served in it before there is a new one. */
    public void owePassword(SignedIn signedIn) {
        sessions.owePassword(signedIn.session());
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

    /** Signs everybody out who is signed in with this browser: who leaves it does not think of the accounts put aside. */
    public void endAllHere(HttpServletRequest request, HttpServletResponse response) {
        List<BrowserSessions.Opened> aside = further.of(request);
        if (!aside.isEmpty()) {
            aside.forEach(one -> further.end(one, SessionEnded.Reason.SIGNED_OUT));
            further.write(List.of(), response);
        }
        end(SessionEnded.Reason.SIGNED_OUT, response);
    }

    private void end(SignedIn signedIn, SessionEnded.Reason reason) {
        sessions.end(signedIn.accountId(), signedIn.session().id(), reason);
    }

    /** Who is signed in with this browser, complete or not. */
    public static @Nullable SignedIn current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof SignedIn signedIn ? signedIn : null;
    }

    SignedIn enter(Optional<BrowserSessions.Opened> result, HttpServletResponse response) {
        BrowserSessions.Opened opened = result.orElseThrow(SessionGoneException::new);
        cookie.write(response, opened);
        SignedIn signedIn = new SignedIn(opened.session());
        SecurityContextHolder.getContext().setAuthentication(signedIn);
        return signedIn;
    }
}
