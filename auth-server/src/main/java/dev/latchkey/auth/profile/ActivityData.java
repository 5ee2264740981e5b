package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.PersonalData;
import dev.latchkey.auth.audit.RecordedEvent;
import dev.latchkey.auth.audit.RecordedEvents;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What happened to the account, for the copy of a person. */
@Component
@Order(90)
class ActivityData implements PersonalData {

    /** More than anybody does in the time that events are kept; a bound all the same. */
    private static final int MOST = 20_000;

    private final RecordedEvents events;

    ActivityData(RecordedEvents events) {
        this.events = events;
    }

    @Override
    public String part() {
        return "activity";
    }

    @Override
    public Object of(UUID accountId) {
        return events.ofAccount(accountId, null, MOST).stream()
                .map(ActivityData::withoutTheirs)
                .toList();
    }

    /** Who acted for the account is another person. */
    private static RecordedEvent withoutTheirs(RecordedEvent event) {
        boolean ofAnother = event.actorId() != null && !event.actorId().equals(event.accountId());
        return ofAnother
                ? new RecordedEvent(
                        event.id(),
                        event.occurredAt(),
                        event.type(),
                        event.outcome(),
                        event.reason(),
                        event.accountId(),
                        null,
                        event.clientId(),
                        event.sessionId(),
                        null,
                        null,
                        event.correlationId(),
                        event.details())
                : event;
    }
}
