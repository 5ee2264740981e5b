package dev.latchkey.auth.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.latchkey.auth.database.RecentOutage;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Finds clients, from memory while they are used. What changes on any node is seen here within seconds: an entry is read
 * again in the background once it is {@link #REREAD_AFTER} old and is not used when it is older than {@link #OLDEST}. A
 * client that does not exist is not remembered, so that a new one is found at once.
 *
 * <p>Disabled clients are not found: at every endpoint they are as good as unknown.
 */
@Component
public class Clients implements RegisteredClientRepository {

    private static final Duration REREAD_AFTER = Duration.ofSeconds(2);
    private static final Duration OLDEST = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final LoadingCache<String, Client> byClientId;

    /** The id never changes its client_id: this needs no re-reading. */
    private final Cache<UUID, String> clientIds =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private final ClientRows rows;
    private final RecentOutage outage = new RecentOutage();

    @Autowired
    Clients(ClientRows rows) {
        this(rows, Caffeine::newBuilder);
    }

    @SuppressWarnings("NullAway") // a loader may answer null: nothing is remembered then
    Clients(ClientRows rows, Supplier<Caffeine<Object, Object>> caching) {
        this.rows = rows;
        this.byClientId = caching.get()
                .maximumSize(MOST)
                .refreshAfterWrite(REREAD_AFTER)
                .expireAfterWrite(OLDEST)
                .build(this::read);
    }

    /** The enabled client of exactly this client_id, case included. */
    public Optional<Client> byClientId(String clientId) {
        return ImportRules.isClientId(clientId) ? Optional.ofNullable(byClientId.get(clientId)) : Optional.empty();
    }

    public Optional<Client> byId(UUID id) {
        String clientId = clientIds.get(id, key -> rows.clientIdOf(key).orElse(null));
        return clientId == null ? Optional.empty() : byClientId(clientId);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return byClientId(clientId).map(Client::registeredClient).orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        UUID parsed;
        try {
            parsed = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
        return byId(parsed).map(Client::registeredClient).orElse(null);
    }

    /** Refused: a registration passes the registration rules, which this form cannot carry. */
    @Override
    public void save(RegisteredClient registeredClient) {
        throw new UnsupportedOperationException("Clients are registered with their metadata");
    }

    /** Makes this node see at once what it changed itself. */
    @TransactionalEventListener
    void forget(ClientChanged changed) {
        byClientId.invalidate(changed.clientId());
    }

    private @Nullable Client read(String clientId) {
        return outage.unlessAway(() -> rows.byClientId(clientId))
                .filter(ClientRow::enabled)
                .map(ClientRow::toClient)
                .orElse(null);
    }
}
