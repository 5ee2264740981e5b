package dev.latchkey.auth.profile;

import dev.latchkey.auth.audit.RecordedEvent;
import dev.latchkey.auth.audit.RecordedEvents;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.session.AccountSessions;
import dev.latchkey.auth.session.ApproximatePlace;
import dev.latchkey.auth.session.DeviceName;
import dev.latchkey.auth.session.SessionEnded;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.SeeOther;
import dev.latchkey.auth.web.TimeZones;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people see what happened to their account, and do something if it was not them. */
@Controller
class ActivityController {

    static final String PATH = "/account/activity";

    private static final int PAGE_SIZE = 25;

    private final RecordedEvents events;
    private final Clients clients;
    private final AccountSessions sessions;
    private final TimeZones zones;
    private final MessageSource messages;
    private final ObjectProvider<ApproximatePlace> places;

    ActivityController(
            RecordedEvents events,
            Clients clients,
            AccountSessions sessions,
            TimeZones zones,
            MessageSource messages,
            ObjectProvider<ApproximatePlace> places) {
        this.events = events;
        this.clients = clients;
        this.sessions = sessions;
        this.zones = zones;
        this.messages = messages;
        this.places = places;
    }

    @GetMapping(PATH)
    ModelAndView show(
            SignedIn signedIn,
            @RequestParam(name = "after", required = false) @Nullable String after,
            Locale language) {
        List<RecordedEvent> read =
                events.ofAccount(signedIn.accountId(), after == null ? null : position(after), PAGE_SIZE + 1);
        List<RecordedEvent> shown = read.subList(0, Math.min(PAGE_SIZE, read.size()));
        ZoneId zone = zones.of(signedIn.accountId());
        ActivityPage page = new ActivityPage(
                shown.stream().map(event -> row(event, zone, language)).toList(),
                read.size() > PAGE_SIZE ? written(shown.get(PAGE_SIZE - 1)) : null,
                after == null);
        return new ModelAndView("profile/activity", Map.of("page", page));
    }

    /** Somebody else was in: everything but this browser is shut out, applications too, and the password is next. */
    @PostMapping(PATH + "/not-me")
    ModelAndView notMe(SignedIn signedIn) {
        sessions.endAll(signedIn.accountId(), signedIn.session().id(), SessionEnded.Reason.COMPROMISE_REPORTED);
        return SeeOther.to(PasswordController.PATH);
    }

    private ActivityPage.Row row(RecordedEvent event, ZoneId zone, Locale language) {
        boolean failed = event.outcome() == SecurityEvent.Outcome.FAILURE;
        String clientId = event.clientId();
        return new ActivityPage.Row(
                text(event, failed, language),
                failed,
                event.actorId() != null && !event.actorId().equals(event.accountId()),
                clientId == null
                        ? null
                        : clients.byClientId(clientId).map(Client::name).orElse(clientId),
                event.occurredAt().atZone(zone),
                DeviceName.of(event.userAgent()),
                event.address() == null ? null : place(event.address(), language));
    }

    /** The address, and where that is if the operator has a database of places. */
    private String place(String address, Locale language) {
        return Optional.ofNullable(places.getIfAvailable())
                .flatMap(known -> known.of(address, language))
                .map(place -> place + " (" + address + ")")
                .orElse(address);
    }

    /** A newer node may have written what this one has no words for. */
    private String text(RecordedEvent event, boolean failed, Locale language) {
        String key = "profile.activity." + event.type().toLowerCase(Locale.ROOT) + (failed ? ".failed" : "");
        String other = messages.getMessage(
                failed ? "profile.activity.other.failed" : "profile.activity.other", null, language);
        return String.valueOf(messages.getMessage(key, null, other, language));
    }

    private static String written(RecordedEvent event) {
        return event.occurredAt() + "_" + event.id();
    }

    private static RecordedEvents.Position position(String written) {
        try {
            int underscore = written.indexOf('_');
            return new RecordedEvents.Position(
                    Instant.parse(written.substring(0, underscore)),
                    UUID.fromString(written.substring(underscore + 1)));
        } catch (DateTimeException | IllegalArgumentException | StringIndexOutOfBoundsException notAPosition) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "after is no position", notAPosition);
        }
    }
}
