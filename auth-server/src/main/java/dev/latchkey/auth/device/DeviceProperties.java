package dev.latchkey.auth.device;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Numbers of the device grant.
 *
 * @param codeTtl how long a person has to type the code
 * @param pollInterval how long a device waits between two questions, at the beginning
 * @param waitingPerClient how many requests of one client may wait at once
 */
@ConfigurationProperties("latchkey.device")
record DeviceProperties(
        @DefaultValue("10m") Duration codeTtl,
        @DefaultValue("5s") Duration pollInterval,
        @DefaultValue("1000") int waitingPerClient) {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    DeviceProperties {
        if (codeTtl.isNegative() || codeTtl.isZero() || codeTtl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("latchkey.device.code-ttl is between nothing and 30 minutes");
        }
        if (pollInterval.toSeconds() < 1 || pollInterval.compareTo(codeTtl) >= 0) {
            throw new IllegalArgumentException("latchkey.device.poll-interval is at least 1s and less than code-ttl");
        }
        if (waitingPerClient < 1) {
            throw new IllegalArgumentException("latchkey.device.waiting-per-client is at least 1");
        }
    }
}
