package dev.latchkey.auth.session;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The sessions of other accounts in the same browser, put aside while one is in use. They are ordinary rows; the browser holds
 * their secrets in a cookie of its own, which opens nothing by itself.
 */
@Component
class FurtherSessions {

    /** With the one in use there are five. */
    static final int MOST = 4;

    private final BrowserSessions sessions;
    private final Clock clock;
    private final BrowserCookie cookie;

    FurtherSessions(BrowserSessions sessions, Clock clock, Issuer issuer) {
        this.sessions = sessions;
        this.clock = clock;
        this.cookie = BrowserCookie.lax("latchkey-accounts", issuer);
    }

    /** Those that still live, the one put aside last first. */
    List<BrowserSessions.Opened> of(HttpServletRequest request) {
        return cookie.read(request).stream()
                .flatMap(secrets -> Arrays.stream(secrets.split("\\.", MOST + 1)))
                .limit(MOST)
                .filter(OpaqueValues::isWellFormed)
                .distinct()
                .flatMap(secret ->
                        sessions.find(secret).map(session -> new BrowserSessions.Opened(session, secret)).stream())
                .toList();
    }

    /** Takes one out, to be used or ended. */
    Optional<BrowserSessions.Opened> take(
            Predicate<BrowserSession> which, HttpServletRequest request, HttpServletResponse response) {
        List<BrowserSessions.Opened> all = of(request);
        Optional<BrowserSessions.Opened> taken =
                all.stream().filter(each -> which.test(each.session())).findFirst();
        taken.ifPresent(
                one -> write(all.stream().filter(each -> !each.equals(one)).toList(), response));
        return taken;
    }

    /** Puts one aside. The one that has waited longest ends if there are too many. */
    void add(BrowserSessions.Opened one, List<BrowserSessions.Opened> others, HttpServletResponse response) {
        List<BrowserSessions.Opened> all =
                Stream.concat(Stream.of(one), others.stream()).toList();
        all.stream().skip(MOST).forEach(surplus -> end(surplus, SessionEnded.Reason.REPLACED_BY_ANOTHER_ACCOUNT));
        write(all.stream().limit(MOST).toList(), response);
    }

    void end(BrowserSessions.Opened one, SessionEnded.Reason reason) {
        sessions.end(one.session().accountId(), one.session().id(), reason);
    }

    void write(List<BrowserSessions.Opened> all, HttpServletResponse response) {
        String value = String.join(
                ".", all.stream().map(BrowserSessions.Opened::secret).toList());
        if (all.isEmpty()) {
            cookie.clear(response);
        } else {
            longestRemembered(all)
                    .ifPresentOrElse(
                            until -> cookie.write(value, Duration.between(clock.instant(), until), response),
                            () -> cookie.write(value, response));
        }
    }

    private static Optional<Instant> longestRemembered(List<BrowserSessions.Opened> all) {
        return all.stream()
                .map(BrowserSessions.Opened::session)
                .filter(BrowserSession::remembered)
                .map(BrowserSession::expiresAt)
                .max(Comparator.naturalOrder());
    }
}
