package dev.latchkey.auth.consent;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what people allowed is good for.
 *
 * @param unusedAfter an application that made no use of its access for so long loses it
 * @param noticeBefore so long before, its person is told
 */
@ConfigurationProperties("latchkey.consent")
record ConsentProperties(
        @DefaultValue("90d") Duration unusedAfter,
        @DefaultValue("14d") Duration noticeBefore) {

    ConsentProperties {
        if (noticeBefore.isNegative() || noticeBefore.compareTo(unusedAfter) >= 0) {
            throw new IllegalArgumentException(
                    "latchkey.consent: notice-before is not negative and shorter than unused-after");
        }
    }
}
