package dev.latchkey.auth.administration;

import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.bootstrap.ClientDeclarations;
import dev.latchkey.auth.client.ManagedClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An application as a declaration, changes of one, and what a change is in the audit trail. */
final class ApplicationChanges {

    private static final int LONGEST = 500;

    private ApplicationChanges() {}

    /** In the names of the bootstrap file, {@code enabled} included. */
    static Map<String, Object> declaration(ManagedClient client) {
        Map<String, Object> declaration = ClientDeclarations.write(client.settings());
        declaration.put("enabled", client.enabled());
        return declaration;
    }

    /** A change by JSON merge patch (RFC 7396): null takes a member away, an object changes the object that is there. */
    static Map<String, Object> merged(Map<String, Object> present, Map<?, ?> patch) {
        Map<String, Object> merged = new LinkedHashMap<>(present);
        patch.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value == null) {
                merged.remove(name);
            } else if (value instanceof Map<?, ?> object) {
                merged.put(name, merged(members(merged.get(name)), object));
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }

    private static Map<String, Object> members(@Nullable Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        return members;
    }

    static SecurityEvent registered(ManagedClient client) {
        SecurityEvent event = SecurityEvent.success(SecurityEventType.CLIENT_REGISTERED);
        for (Map.Entry<String, Object> member : declaration(client).entrySet()) {
            event = event.detail(member.getKey() + ".after", text(member.getValue()));
        }
        return event;
    }

    /** None when nothing changed. */
    static Optional<SecurityEvent> changed(ManagedClient before, ManagedClient after) {
        Map<String, Object> was = declaration(before);
        Map<String, Object> is = declaration(after);
        TreeSet<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        names.removeIf(name -> Objects.equals(was.get(name), is.get(name)));
        SecurityEvent event = SecurityEvent.success(SecurityEventType.CLIENT_CHANGED);
        for (String name : names) {
            event = event.detail(name + ".before", text(was.get(name))).detail(name + ".after", text(is.get(name)));
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(event);
    }

    private static String text(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
