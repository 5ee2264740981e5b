package dev.latchkey.auth.client;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.latchkey.auth.database.RecentOutage;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The origins from which browser applications may call us: those of the redirect URIs of public web clients. There is no list
 * to keep beside them, because a code goes to such an address anyhow, and nothing that runs elsewhere holds a token of theirs.
 */
@Component
public class BrowserOrigins {

    private static final Duration REREAD_AFTER = Duration.ofSeconds(2);
    private static final Duration OLDEST = Duration.ofSeconds(5);

    private final RecentOutage outage = new RecentOutage();
    private final LoadingCache<Class<BrowserOrigins>, Set<String>> snapshot;

    BrowserOrigins(ClientRows rows) {
        this.snapshot = Caffeine.newBuilder()
                .refreshAfterWrite(REREAD_AFTER)
                .expireAfterWrite(OLDEST)
                .build(key -> outage.unlessAway(rows::redirectUrisOfBrowserApplications).stream()
                        .flatMap(uri -> originOf(uri).stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether this value of an {@code Origin} header is one of them, exactly. */
    public boolean contains(String origin) {
        return snapshot.get(BrowserOrigins.class).contains(origin);
    }

    /** Makes this node see at once what it changed itself. */
    @TransactionalEventListener
    void forget(ClientChanged changed) {
        snapshot.invalidateAll();
    }

    /** As browsers write it (RFC 6454 §6.2): in lower case, and without the port that the scheme has anyway. */
    static Optional<String> originOf(String redirectUri) {
        URI uri = URI.create(redirectUri);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : 0;
        if (defaultPort == 0 || uri.getHost() == null) {
            return Optional.empty();
        }
        String port = uri.getPort() < 0 || uri.getPort() == defaultPort ? "" : ":" + uri.getPort();
        return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
    }
}
