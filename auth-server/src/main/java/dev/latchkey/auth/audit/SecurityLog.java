package dev.latchkey.auth.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/**
 * Writes committed events to the logger {@code latchkey.audit}, for whoever collects them. With {@code
 * logging.structured.format.console=ecs} (or {@code …file}) each is one line of JSON with the fields below; otherwise a short
 * line of text.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-field-reference">Elastic Common Schema</a>
 */
@Component
class SecurityLog {

    private static final Logger log = LoggerFactory.getLogger("latchkey.audit");

    private final boolean enabled;

    SecurityLog(AuditProperties properties) {
        this.enabled = properties.log();
    }

    void write(RecordedEvent event) {
        if (!enabled) {
            return;
        }
        LoggingEventBuilder line = log.atInfo();
        for (Map.Entry<String, Object> field : fields(event).entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log(
                "{} {} {} account={} client={} address={}",
                event.type(),
                event.outcome(),
                event.reason() == null ? "-" : event.reason(),
                event.accountId(),
                event.clientId(),
                event.address());
    }

    private static Map<String, Object> fields(RecordedEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event.kind", "event");
        fields.put("event.category", List.of(category(event)));
        fields.put("event.id", event.id().toString());
        fields.put("event.action", event.type().toLowerCase(Locale.ROOT));
        fields.put("event.outcome", event.outcome().name().toLowerCase(Locale.ROOT));
        add(fields, "event.reason", event.reason());
        add(fields, "user.id", event.actorId() == null ? event.accountId() : event.actorId());
        add(fields, "user.target.id", event.actorId() == null ? null : event.accountId());
        add(fields, "source.address", event.address());
        add(fields, "user_agent.original", event.userAgent());
        add(fields, "http.request.id", event.correlationId());
        add(fields, "labels.client_id", event.clientId());
        add(fields, "labels.session_id", event.sessionId());
        event.details().forEach((name, value) -> add(fields, "labels.detail_" + name, value));
        return fields;
    }

    private static void add(Map<String, Object> fields, String field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value.toString());
        }
    }

    /** One of the values that the schema allows. */
    private static String category(RecordedEvent event) {
        String type = event.type();
        if (type.startsWith("SIGN_IN") || type.equals("SECOND_FACTOR") || type.equals("REAUTHENTICATION")) {
            return "authentication";
        }
        if (type.equals("SESSION_ENDED")) {
            return "session";
        }
        return type.startsWith("SIGNING_KEY") || type.startsWith("SETTINGS") ? "configuration" : "iam";
    }
}
