package dev.latchkey.auth.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit trail.
 *
 * @param retention a month of events is dropped when all of it is older than this
 * @param log whether each event is also written to the logger {@code latchkey.audit}, once it is committed
 * @param failuresPerMinute of one kind from one network address that are written down; the rest is counted only, so that
 *     nobody fills the disk by failing
 * @param guessing what is noticed as guessing across accounts
 */
@ConfigurationProperties("latchkey.audit")
record AuditProperties(
        @DefaultValue("400d") Duration retention,
        @DefaultValue("true") boolean log,
        @DefaultValue("120") int failuresPerMinute,
        @DefaultValue Guessing guessing) {

    private static final Duration LEAST = Duration.ofDays(30);

    AuditProperties {
        if (retention.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("latchkey.audit.retention is at least 30 days");
        }
        if (failuresPerMinute < 1) {
            throw new IllegalArgumentException("latchkey.audit.failures-per-minute is at least 1");
        }
    }

    /**
     * When failed sign-ins look like one attack. Each account by itself may be far from its own brake.
     *
     * @param window how far back is looked, and how long the same attack is not noticed again
     * @param namesOfOneNetwork from one address, so many different names
     * @param names from anywhere, so many different names in vain
     * @param networks from so many addresses
     */
    record Guessing(
            @DefaultValue("15m") Duration window,
            @DefaultValue("20") int namesOfOneNetwork,
            @DefaultValue("200") int names,
            @DefaultValue("50") int networks) {}
}
