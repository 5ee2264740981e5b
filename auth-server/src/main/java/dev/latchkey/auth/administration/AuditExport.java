package dev.latchkey.auth.administration;

import dev.latchkey.auth.audit.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes events as a file. */
@Component
class AuditExport {

    private static final List<String> COLUMNS = List.of(
            "time",
            "type",
            "outcome",
            "reason",
            "account",
            "actor",
            "client",
            "session",
            "address",
            "user_agent",
            "correlation_id",
            "details");

    /** What makes a spreadsheet take a text for a formula (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r\n";

    private final JsonMapper json;

    AuditExport(JsonMapper json) {
        this.json = json;
    }

    byte[] json(List<RecordedEvent> events) {
        return json.writeValueAsBytes(events.stream().map(this::object).toList());
    }

    /** RFC 4180, every field in quotes, and none that a spreadsheet would calculate. */
    byte[] csv(List<RecordedEvent> events) {
        return Stream.concat(Stream.of(COLUMNS), events.stream().map(event -> List.copyOf(texts(event))))
                .map(row -> row.stream().map(AuditExport::field).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> texts(RecordedEvent event) {
        return object(event).values().stream()
                .map(value -> value instanceof Map<?, ?> details ? json.writeValueAsString(details) : text(value))
                .toList();
    }

    private Map<String, @Nullable Object> object(RecordedEvent event) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("time", event.occurredAt().toString());
        object.put("type", event.type());
        object.put("outcome", event.outcome().name());
        object.put("reason", event.reason());
        object.put("account", event.accountId());
        object.put("actor", event.actorId());
        object.put("client", event.clientId());
        object.put("session", event.sessionId());
        object.put("address", event.address());
        object.put("user_agent", event.userAgent());
        object.put("correlation_id", event.correlationId());
        object.put("details", new TreeMap<>(event.details()));
        return object;
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static String field(String value) {
        boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
    }
}
