package dev.latchkey.notes.note;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The trash.
 *
 * @param keep how long a deleted note can be restored
 * @param sweepEvery pause between two sweeps
 * @param sweepAtOnce notes removed in one transaction
 */
@ConfigurationProperties("latchkey.trash")
record TrashProperties(
        @DefaultValue("30d") Duration keep,
        @DefaultValue("10m") Duration sweepEvery,
        @DefaultValue("500") int sweepAtOnce) {}
