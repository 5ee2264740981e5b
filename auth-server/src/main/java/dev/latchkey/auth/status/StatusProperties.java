package dev.latchkey.auth.status;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Token status lists.
 *
 * @param enabled whether access tokens of people say where their status is
 * @param listSize how many grants share a list; a power of two. Never changed once tokens are out
 * @param ttl how long a copy of a list may be used before it is asked for again
 * @param exp how long a copy is good for at all, when it cannot be asked for again
 * @param staleAfter when the database could not be read for this long, no list is given out rather than an old one
 */
@ConfigurationProperties("latchkey.status-list")
record StatusProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("262144") int listSize,
        @DefaultValue("2s") Duration ttl,
        @DefaultValue("10m") Duration exp,
        @DefaultValue("10s") Duration staleAfter) {

    StatusProperties {
        if (listSize < 1024 || listSize > 1 << 24 || Integer.bitCount(listSize) != 1) {
            throw new IllegalArgumentException(
                    "latchkey.status-list.list-size must be a power of two between 1024 and 16777216");
        }
        if (ttl.toSeconds() < 1 || exp.compareTo(ttl.multipliedBy(4)) < 0) {
            throw new IllegalArgumentException("latchkey.status-list: 1s <= ttl and 4 * ttl <= exp must hold");
        }
    }
}
