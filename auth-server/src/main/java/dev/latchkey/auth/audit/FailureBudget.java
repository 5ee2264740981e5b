package dev.latchkey.auth.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Bounds how many failures of one kind an address can have written down, because everybody can fail. Each node has its own
 * count: this protects the disk, and nobody's account.
 */
@Component
class FailureBudget {

    private static final int MOST_ADDRESSES = 50_000;

    private final Cache<Key, AtomicInteger> used;
    private final int perMinute;

    FailureBudget(AuditProperties properties) {
        this.perMinute = properties.failuresPerMinute();
        this.used = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofMinutes(1))
                .maximumSize(MOST_ADDRESSES)
                .build();
    }

    private record Key(SecurityEventType type, String address) {}

    /** Whether this event is written down. What succeeds always is. */
    boolean admits(SecurityEvent event, RequestOrigin origin) {
        String address = origin.address();
        if (event.outcome() == SecurityEvent.Outcome.SUCCESS || address == null) {
            return true;
        }
        AtomicInteger count = used.get(new Key(event.type(), network(address)), key -> new AtomicInteger());
        return count.incrementAndGet() <= perMinute;
    }

    /** An IPv6 /64 counts as one address: whoever has one has all of it. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // with colons it is no name to look up
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
