package dev.latchkey.auth.audit;

import dev.latchkey.auth.web.PrintableText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Where it came from (address, device, correlation id) and when is added by {@link AuditTrail}.
 *
 * @param reason why it went as it did, as a constant in upper case; always there for a failure
 * @param accountId whom it concerns, if that is known
 * @param actorId the account that did it, where that is somebody else: an administrator
 * @param clientId the {@code client_id} of the application
 * @param sessionId the {@code sid} of the browser session
 * @param details what else helps to understand it, made printable; never a secret, a token, a code or a password, and no
 *     name or e-mail address: the account id outlives them
 */
public record SecurityEvent(
        SecurityEventType type,
        Outcome outcome,
        @Nullable String reason,
        @Nullable UUID accountId,
        @Nullable UUID actorId,
        @Nullable String clientId,
        @Nullable UUID sessionId,
        Map<String, String> details) {

    /** Whether it was done or refused. */
    public enum Outcome {
        SUCCESS,
        FAILURE
    }

    private static final int LIMIT = 300;

    public SecurityEvent {
        clientId = clientId == null ? null : PrintableText.of(clientId, LIMIT);
        Map<String, String> printable = new LinkedHashMap<>();
        details.forEach((name, value) -> printable.put(name, PrintableText.of(value, LIMIT)));
        details = Map.copyOf(printable);
    }

    /** It was done. */
    public static SecurityEvent success(SecurityEventType type) {
        return new SecurityEvent(type, Outcome.SUCCESS, null, null, null, null, null, Map.of());
    }

    /** It was tried and refused. */
    public static SecurityEvent failure(SecurityEventType type, String reason) {
        return new SecurityEvent(type, Outcome.FAILURE, reason, null, null, null, null, Map.of());
    }

    public SecurityEvent because(String why) {
        return new SecurityEvent(type, outcome, why, accountId, actorId, clientId, sessionId, details);
    }

    public SecurityEvent account(@Nullable UUID id) {
        return new SecurityEvent(type, outcome, reason, id, actorId, clientId, sessionId, details);
    }

    public SecurityEvent actor(@Nullable UUID id) {
        return new SecurityEvent(type, outcome, reason, accountId, id, clientId, sessionId, details);
    }

    public SecurityEvent client(@Nullable String id) {
        return new SecurityEvent(type, outcome, reason, accountId, actorId, id, sessionId, details);
    }

    public SecurityEvent session(@Nullable UUID id) {
        return new SecurityEvent(type, outcome, reason, accountId, actorId, clientId, id, details);
    }

    public SecurityEvent detail(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new SecurityEvent(type, outcome, reason, accountId, actorId, clientId, sessionId, more);
    }
}
