package dev.latchkey.auth.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Counts events for the operator's dashboards and alarms. The labels are our own constants, never what somebody sent: the
 * number of time series is known before the first request.
 */
@Component
class SecurityMetrics {

    private static final String EVENTS = "latchkey.security.events";
    private static final String UNRECORDED = "latchkey.security.events.unrecorded";

    private final MeterRegistry registry;

    SecurityMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void happened(SecurityEvent event) {
        counter(EVENTS, event).increment();
    }

    /** Failed, and was one too many of its address to be written down. */
    void wasNotRecorded(SecurityEvent event) {
        counter(UNRECORDED, event).increment();
        happened(event);
    }

    private Counter counter(String name, SecurityEvent event) {
        return registry.counter(name, "type", lowerCase(event.type()), "outcome", lowerCase(event.outcome()));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
