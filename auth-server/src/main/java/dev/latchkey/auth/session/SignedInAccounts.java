package dev.latchkey.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The accounts that are signed in with one browser: at most five, of which one is in use. Which one an authorization is about
 * is for {@code authorization} to say; the page on which people choose is in {@code login}.
 */
@Component
public class SignedInAccounts {

    private final FurtherSessions further;
    private final BrowserSessions sessions;
    private final SessionCookie cookie;
    private final SignIn signIn;

    SignedInAccounts(FurtherSessions further, BrowserSessions sessions, SessionCookie cookie, SignIn signIn) {
        this.further = further;
        this.sessions = sessions;
        this.cookie = cookie;
        this.signIn = signIn;
    }

    /** The sessions beside the one in use, the one used last first. */
    public List<BrowserSession> others(HttpServletRequest request) {
        return further.of(request).stream().map(BrowserSessions.Opened::session).toList();
    }

    /** Somebody who is signed in here too. Nothing changes: it is for one answer that needs no page. */
    public Optional<SignedIn> find(Predicate<UUID> account, HttpServletRequest request) {
        return others(request).stream()
                .filter(session -> account.test(session.accountId()))
                .findFirst()
                .map(SignedIn::new);
    }

    /**
     * Goes on with this session, because the person or the application chose it. The one in use is put aside. The browser gets
     * a new secret for it, as at every change of what it may do (session fixation).
     *
     * @return empty if this browser has no such session
     */
    public Optional<SignedIn> use(UUID sessionId, HttpServletRequest request, HttpServletResponse response) {
        @Nullable SignedIn inUse = SignIn.current();
        if (inUse != null && inUse.session().id().equals(sessionId)) {
            return Optional.of(signIn.enter(sessions.choose(inUse.session()), response));
        }
        List<BrowserSessions.Opened> all = further.of(request);
        Optional<BrowserSessions.Opened> chosen = all.stream()
                .filter(each -> each.session().id().equals(sessionId))
                .findFirst();
        return chosen.map(one -> {
            List<BrowserSessions.Opened> left =
                    all.stream().filter(each -> !each.equals(one)).toList();
            inUse(request)
                    .ifPresentOrElse(
                            before -> further.add(before, left, response), () -> further.write(left, response));
            return signIn.enter(sessions.choose(one.session()), response);
        });
    }

    /** Puts the session in use aside, so that somebody else can sign in beside it. */
    public void putAside(HttpServletRequest request, HttpServletResponse response) {
        inUse(request).ifPresent(before -> {
            further.add(before, further.of(request), response);
            cookie.clear(response);
        });
    }

    /** Signs one of the accounts out, and leaves the others as they are. */
    public void remove(UUID sessionId, HttpServletRequest request, HttpServletResponse response) {
        @Nullable SignedIn inUse = SignIn.current();
        if (inUse != null && inUse.session().id().equals(sessionId)) {
            signIn.end(SessionEnded.Reason.SIGNED_OUT, response);
            return;
        }
        further.take(session -> session.id().equals(sessionId), request, response)
                .ifPresent(one -> further.end(one, SessionEnded.Reason.SIGNED_OUT));
    }

    private Optional<BrowserSessions.Opened> inUse(HttpServletRequest request) {
        @Nullable SignedIn inUse = SignIn.current();
        return inUse == null
                ? Optional.empty()
                : cookie.read(request).map(secret -> new BrowserSessions.Opened(inUse.session(), secret));
    }
}
