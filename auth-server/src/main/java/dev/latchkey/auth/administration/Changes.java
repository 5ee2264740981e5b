package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.AccountDetails;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a change of an account is, in events: each says what was before and what is after. */
final class Changes {

    private Changes() {}

    static List<SecurityEvent> events(UUID account, AccountDetails before, AccountDetails after) {
        List<SecurityEvent> events = new ArrayList<>();
        add(events, account, SecurityEventType.ACCOUNT_CHANGED, profile(before, after));
        add(
                events,
                account,
                SecurityEventType.EMAIL_CHANGED,
                differences(
                        Map.of("email", before.email(), "verified", Boolean.toString(before.emailVerified())),
                        Map.of("email", after.email(), "verified", Boolean.toString(after.emailVerified()))));
        add(
                events,
                account,
                SecurityEventType.ROLES_CHANGED,
                differences(Map.of("roles", text(before.roles())), Map.of("roles", text(after.roles()))));
        if (before.enabled() != after.enabled()) {
            events.add(SecurityEvent.success(
                            after.enabled() ? SecurityEventType.ACCOUNT_ENABLED : SecurityEventType.ACCOUNT_DISABLED)
                    .account(account));
        }
        return events;
    }

    static String text(Collection<String> roles) {
        return String.join(" ", roles.stream().sorted().toList());
    }

    private static Map<String, String> profile(AccountDetails before, AccountDetails after) {
        return differences(
                Map.of(
                        "username", before.username(),
                        "name", before.name(),
                        "birthdate", orEmpty(before.birthdate())),
                Map.of("username", after.username(), "name", after.name(), "birthdate", orEmpty(after.birthdate())));
    }

    private static Map<String, String> differences(Map<String, String> before, Map<String, String> after) {
        Map<String, String> differences = new TreeMap<>();
        before.forEach((name, value) -> {
            String now = after.getOrDefault(name, "");
            if (!now.equals(value)) {
                differences.put(name + ".before", value);
                differences.put(name + ".after", now);
            }
        });
        return differences;
    }

    private static void add(
            List<SecurityEvent> events, UUID account, SecurityEventType type, Map<String, String> differences) {
        if (!differences.isEmpty()) {
            SecurityEvent event = SecurityEvent.success(type).account(account);
            for (Map.Entry<String, String> difference : differences.entrySet()) {
                event = event.detail(difference.getKey(), difference.getValue());
            }
            events.add(event);
        }
    }

    private static String orEmpty(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
