package dev.latchkey.auth.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the server may go when a stranger names an address.
 *
 * @param allowedHosts internal hosts that may be asked although their addresses are not public, and by plain http too:
 *     {@code host} at the usual ports, {@code host:port}, or {@code host:*} at any
 * @param ports of public hosts that may be asked
 * @param timeout for everything together, from the look-up of the name to the last byte; at most 5 seconds
 * @param concurrency how many may be asked at once; what comes on top is refused and not queued
 * @param sslBundle the name of an SSL bundle with the authorities to trust; without it those of the Java runtime
 */
@ConfigurationProperties("latchkey.outbound")
record OutboundProperties(
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue("443") Set<Integer> ports,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("16") int concurrency,
        @Nullable String sslBundle) {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:([0-9]{1,5}|\\*))?");

    private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

    OutboundProperties {
        List<String> malformed = allowedHosts.stream()
                .filter(host -> !HOST.matcher(host).matches())
                .toList();
        if (!malformed.isEmpty()) {
            throw new IllegalArgumentException(
                    "latchkey.outbound.allowed-hosts: not 'host', 'host:port' or 'host:*' in small letters: "
                            + malformed);
        }
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("latchkey.outbound.timeout must be between 1ms and 5s");
        }
        if (concurrency < 1 || concurrency > 1000) {
            throw new IllegalArgumentException("latchkey.outbound.concurrency must be between 1 and 1000");
        }
    }

    /** Whether the operator admits it whatever its address is. */
    boolean isAllowed(String host, int port) {
        return allowedHosts.contains(host + ":" + port)
                || allowedHosts.contains(host + ":*")
                || (USUAL_PORTS.contains(port) && allowedHosts.contains(host));
    }
}
