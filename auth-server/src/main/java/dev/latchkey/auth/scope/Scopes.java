package dev.latchkey.auth.scope;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.latchkey.auth.database.RecentOutage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Scopes and protected resources, answered from a snapshot in memory. A change made on any node is seen here within
 * seconds: the snapshot is read again in the background while it is used, and never used when it is older than
 * {@link #OLDEST}.
 */
@Component
public class Scopes {

    private static final Duration REREAD_AFTER = Duration.ofSeconds(2);
    private static final Duration OLDEST = Duration.ofSeconds(5);

    private final LoadingCache<Class<Catalogue>, Catalogue> snapshot;
    private final CatalogueRows rows;
    private final RecentOutage outage = new RecentOutage();
    private volatile @Nullable Catalogue lastKnown;

    @Autowired
    Scopes(CatalogueRows rows) {
        this(rows, Caffeine.newBuilder());
    }

    Scopes(CatalogueRows rows, Caffeine<Object, Object> caching) {
        this.rows = rows;
        this.snapshot = caching.refreshAfterWrite(REREAD_AFTER)
                .expireAfterWrite(OLDEST)
                .build(key -> outage.unlessAway(this::read));
    }

    /** The scope of exactly this name. */
    public Optional<Scope> byName(String name) {
        return Optional.ofNullable(catalogue().scopes().get(name));
    }

    /** All scopes, the ones of OpenID Connect first. */
    public Collection<Scope> all() {
        return catalogue().scopes().values();
    }

    /**
     * The names of all scopes that {@link #isForEveryone}, as they were known last: for what is published, which stays there
     * while the database is away. Never to decide by.
     */
    public List<String> published() {
        return lastKnown().scopes().keySet().stream()
                .filter(name -> !rows.isOwnScope(name))
                .toList();
    }

    private Catalogue lastKnown() {
        try {
            return catalogue();
        } catch (DataAccessException away) {
            Catalogue known = lastKnown;
            if (known == null) {
                throw away;
            }
            return known;
        }
    }

    /**
     * Whether anybody may register an application that asks for this scope. Not so for the scopes of this server's own APIs:
     * those are for the operator and for administrators to give.
     */
    public boolean isForEveryone(String name) {
        return byName(name).isPresent() && !rows.isOwnScope(name);
    }

    /** The resource of exactly this identifier. */
    public Optional<ProtectedResource> resource(String identifier) {
        return Optional.ofNullable(catalogue().resources().get(identifier));
    }

    /**
     * Whether each of these resources exists and understands one of the scopes: what a client may name beside the scopes that
     * it requests (RFC 8707 §2).
     */
    public boolean areUnderstoodBy(Collection<String> resources, Collection<String> requested) {
        return resources.stream()
                .allMatch(identifier -> resource(identifier)
                        .filter(resource -> resource.scopes().stream().anyMatch(requested::contains))
                        .isPresent());
    }

    public Collection<ProtectedResource> resources() {
        return catalogue().resources().values();
    }

    /** Makes this node see at once what it changed itself. */
    @TransactionalEventListener
    void forget(CatalogueChanged changed) {
        snapshot.invalidateAll();
    }

    private Catalogue read() {
        Catalogue read = rows.read();
        lastKnown = read;
        return read;
    }

    private Catalogue catalogue() {
        return snapshot.get(Catalogue.class);
    }
}
