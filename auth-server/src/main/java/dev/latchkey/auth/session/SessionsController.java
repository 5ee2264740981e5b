package dev.latchkey.auth.session;

import dev.latchkey.auth.session.AccountSessions.OpenSession;
import dev.latchkey.auth.web.SeeOther;
import dev.latchkey.auth.web.TimeZones;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people see where they are signed in, and end what they do not know. */
@Controller
class SessionsController {

    static final String PATH = "/account/sessions";

    private static final int PAGE_SIZE = 20;
    private static final int LAST_PAGE = 1000;

    private final AccountSessions sessions;
    private final ObjectProvider<ApproximatePlace> places;
    private final TimeZones zones;

    SessionsController(AccountSessions sessions, ObjectProvider<ApproximatePlace> places, TimeZones zones) {
        this.sessions = sessions;
        this.places = places;
        this.zones = zones;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "") String done,
            Locale language) {
        int number = Math.min(Math.max(page, 1), LAST_PAGE);
        UUID account = signedIn.accountId();
        UUID own = signedIn.session().id();
        ZoneId zone = zones.of(account);
        OpenSession current = sessions.find(account, own).orElseThrow(SessionGoneException::new);
        List<OpenSession> others = sessions.othersOf(account, own, (number - 1) * PAGE_SIZE, PAGE_SIZE);
        int total = sessions.countOthersOf(account, own);
        SessionsPage shown = new SessionsPage(
                row(current, zone, language),
                others.stream().map(other -> row(other, zone, language)).toList(),
                total,
                number > 1 ? number - 1 : null,
                number * PAGE_SIZE < total ? number + 1 : null,
                doneKey(done));
        return new ModelAndView("session/sessions", Map.of("page", shown));
    }

    /** Somebody else's session is as good as none. */
    @PostMapping(PATH + "/end")
    ModelAndView end(SignedIn signedIn, @RequestParam UUID session) {
        if (session.equals(signedIn.session().id())) {
            return SeeOther.to("/connect/logout");
        }
        if (!sessions.end(signedIn.accountId(), session, SessionEnded.Reason.ENDED_BY_PERSON)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No open session of this account");
        }
        return SeeOther.to(PATH + "?done=one");
    }

    @PostMapping(PATH + "/end-others")
    ModelAndView endOthers(SignedIn signedIn) {
        sessions.endAll(signedIn.accountId(), signedIn.session().id(), SessionEnded.Reason.ENDED_BY_PERSON);
        return SeeOther.to(PATH + "?done=others");
    }

    private static @Nullable String doneKey(String done) {
        return switch (done) {
            case "one" -> "session.done.one";
            case "others" -> "session.done.others";
            default -> null;
        };
    }

    private SessionsPage.Row row(OpenSession session, ZoneId zone, Locale language) {
        String address = session.address();
        ApproximatePlace place = places.getIfAvailable();
        return new SessionsPage.Row(
                session.id(),
                DeviceName.of(session.userAgent()),
                place == null || address == null
                        ? null
                        : place.of(address, language).orElse(null),
                address,
                session.remembered(),
                session.createdAt().atZone(zone),
                session.lastSeenAt().atZone(zone));
    }
}
