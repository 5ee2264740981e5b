package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.SecurityItem;
import dev.latchkey.auth.audit.RecordedEvent;
import dev.latchkey.auth.audit.RecordedEvents;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.TimeZones;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people see how safe their account is. It shows only: what changes something asks for a fresh factor. */
@Controller
class SecurityController {

    private final ObjectProvider<SecurityItem> items;
    private final AccountSessions sessions;
    private final RecordedEvents events;
    private final TimeZones zones;
    private final MessageSource messages;

    SecurityController(
            ObjectProvider<SecurityItem> items,
            AccountSessions sessions,
            RecordedEvents events,
            TimeZones zones,
            MessageSource messages) {
        this.items = items;
        this.sessions = sessions;
        this.events = events;
        this.zones = zones;
        this.messages = messages;
    }

    @GetMapping("/account/security")
    ModelAndView show(SignedIn signedIn, Locale language) {
        ZoneId zone = zones.of(signedIn.accountId());
        List<SecurityPage.Row> rows = Stream.concat(
                        items.orderedStream().flatMap(item -> item.of(signedIn.accountId()).stream()),
                        Stream.of(sessions(signedIn), activity(signedIn)))
                .map(row -> new SecurityPage.Row(
                        row.title(),
                        row.state(),
                        messages.getMessage(row.text(), row.arguments().toArray(), language),
                        row.since() == null ? null : row.since().atZone(zone),
                        row.link(),
                        row.linkText()))
                .toList();
        return new ModelAndView("profile/security", Map.of("page", new SecurityPage(rows)));
    }

    private SecurityItem.Row sessions(SignedIn signedIn) {
        return SecurityItem.Row.of(
                        "profile.security.sessions",
                        SecurityItem.State.PLAIN,
                        "profile.security.sessions.count",
                        1
                                + sessions.countOthersOf(
                                        signedIn.accountId(), signedIn.session().id()))
                .link("/account/sessions", "profile.security.sessions.show");
    }

    private SecurityItem.Row activity(SignedIn signedIn) {
        return SecurityItem.Row.of(
                        "profile.security.activity", SecurityItem.State.PLAIN, "profile.security.activity.last")
                .since(events.ofAccount(signedIn.accountId(), null, 1).stream()
                        .map(RecordedEvent::occurredAt)
                        .findFirst()
                        .orElse(null))
                .link(ActivityController.PATH, "profile.security.activity.show");
    }
}
