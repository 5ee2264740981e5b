package dev.latchkey.notes.note;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one account may keep, trash included.
 *
 * @param notes number of notes
 * @param pictures size of all pictures together
 */
@ConfigurationProperties("latchkey.quota")
record Quotas(
        @DefaultValue("200000") long notes,
        @DefaultValue("1GB") DataSize pictures) {}
