package dev.latchkey.auth.session;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;
import static dev.latchkey.auth.database.Columns.strings;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.account.PasswordChanged;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The session rows. Plain SQL: the first statement of every request to a page is here. */
@Repository
class BrowserSessions {

    private static final TypeReference<Map<Factor, Instant>> FACTORS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OpaqueValues values;
    private final SessionProperties properties;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final AuditTrail trail;

    BrowserSessions(
            JdbcClient jdbc,
            JsonMapper json,
            OpaqueValues values,
            SessionProperties properties,
            Clock clock,
            ApplicationEventPublisher events,
            AuditTrail trail) {
        this.jdbc = jdbc;
        this.json = json;
        this.values = values;
        this.properties = properties;
        this.clock = clock;
        this.events = events;
        this.trail = trail;
    }

    /** A session and the secret that its browser is given, which cannot be had again. */
    record Opened(BrowserSession session, String secret) {}

    @Transactional
    public Optional<Opened> open(UUID accountId, Factor first, Demand demand, boolean remembered, Device device) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        String secret = values.generate();
        jdbc.sql("""
                        insert into browser_session (id, secret_hash, account_id, factors, demand, remembered,
                                                     user_agent, address, created_at, last_seen_at, expires_at)
                        values (:id, :hash, :account, cast(:factors as jsonb), :demand, :remembered,
                                :agent, :address, :now, :now, :expires)
                        """)
                .param("id", id)
                .param("hash", OpaqueValues.hash(secret))
                .param("account", accountId)
                .param("factors", json.writeValueAsString(Map.of(first, now)))
                .param("demand", demand.name())
                .param("remembered", remembered)
                .param("agent", device.userAgent())
                .param("address", device.address())
                .param("now", timestamp(now))
                .param("expires", timestamp(now.plus(properties.absoluteTimeout(remembered))))
                .update();
        // The account may have been disabled since its password was looked at.
        return entered(find(secret), secret, SecurityEventType.SIGN_IN, first);
    }

    /** The live session of this secret: not ended, not expired, not idle too long, its account enabled. */
    Optional<BrowserSession> find(String secret) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        select s.id, s.account_id, a.username, s.factors, s.demand, s.remembered, s.password_owed, s.chosen_at, s.created_at,
                               s.last_seen_at, s.expires_at,
                               array(select r.role from account_role r where r.account_id = a.id) as roles
                        from browser_session s join account a on a.id = s.account_id
                        where s.secret_hash = :hash and s.ended_at is null and a.enabled
                          and s.expires_at > :now
                          and s.last_seen_at > case when s.remembered then :rememberedIdleSince else :idleSince end
                        """)
                .param("hash", OpaqueValues.hash(secret))
                .param("now", timestamp(now))
                .param("idleSince", timestamp(now.minus(properties.idleTimeout())))
                .param("rememberedIdleSince", timestamp(now.minus(properties.rememberedIdleTimeout())))
                .query(this::row)
                .optional();
    }

    /**
     * Begins again in a session: the factors shown before do not count any more, the policy is asked anew, and so is the
     * time until the session ends whatever happens.
     */
    @Transactional
    public Optional<Opened> restart(BrowserSession session, Factor first, Demand demand, boolean remembered) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(properties.absoluteTimeout(remembered));
        setPasswordOwed(session.id(), false);
        return change(session, Map.of(first, now), demand, remembered, expiresAt, SecurityEventType.SIGN_IN, first);
    }

    /** Notes that a new password is owed before anything else. */
    @Transactional
    public void owePassword(BrowserSession session) {
        setPasswordOwed(session.id(), true);
        trail.record(SecurityEvent.success(SecurityEventType.NEW_PASSWORD_DEMANDED)
                .account(session.accountId())
                .session(session.id()));
    }

    /** There is a new one: the sessions that go on owe none. */
    @EventListener
    void on(PasswordChanged changed) {
        jdbc.sql("update browser_session set password_owed = false where account_id = :account and password_owed")
                .param("account", changed.accountId())
                .update();
    }

    private void setPasswordOwed(UUID id, boolean owed) {
        jdbc.sql("update browser_session set password_owed = :owed where id = :id and password_owed <> :owed")
                .param("owed", owed)
                .param("id", id)
                .update();
    }

    /** Adds a factor to a session. */
    @Transactional
    public Optional<Opened> add(BrowserSession session, Factor factor) {
        Map<Factor, Instant> factors = new EnumMap<>(Factor.class);
        factors.putAll(session.factors());
        factors.put(factor, clock.instant());
        boolean makesTwo = !session.hasTwoFactors() && Factor.areTwo(factors.keySet());
        SecurityEventType type = session.hasDemandedFactors() && !makesTwo
                ? SecurityEventType.REAUTHENTICATION
                : SecurityEventType.SECOND_FACTOR;
        return change(session, factors, session.demand(), session.remembered(), session.expiresAt(), type, factor);
    }

    /** Gives the browser a new secret too: whoever knew the old one, from before the factor, has nothing (session fixation). */
    private Optional<Opened> change(
            BrowserSession session,
            Map<Factor, Instant> factors,
            Demand demand,
            boolean remembered,
            Instant expiresAt,
            SecurityEventType type,
            Factor factor) {
        String secret = values.generate();
        int updated = jdbc.sql("""
                        update browser_session
                        set secret_hash = :hash, factors = cast(:factors as jsonb), demand = :demand,
                            remembered = :remembered, last_seen_at = :now, expires_at = :expires
                        where id = :id and ended_at is null
                        """)
                .param("hash", OpaqueValues.hash(secret))
                .param("factors", json.writeValueAsString(factors))
                .param("demand", demand.name())
                .param("remembered", remembered)
                .param("now", timestamp(clock.instant()))
                .param("expires", timestamp(expiresAt))
                .param("id", session.id())
                .update();
        return updated == 0 ? Optional.empty() : entered(find(secret), secret, type, factor);
    }

    /** Notes that the person chose this session, and gives the browser a new secret for it. */
    @Transactional
    public Optional<Opened> choose(BrowserSession session) {
        String secret = values.generate();
        int updated = jdbc.sql("""
                        update browser_session set secret_hash = :hash, chosen_at = :now, last_seen_at = :now
                        where id = :id and ended_at is null
                        """)
                .param("hash", OpaqueValues.hash(secret))
                .param("now", timestamp(clock.instant()))
                .param("id", session.id())
                .update();
        return updated == 0 ? Optional.empty() : find(secret).map(found -> new Opened(found, secret));
    }

    /** Notes that the browser was here, at most once in the configured interval, and never on a request that ends it. */
    void touch(BrowserSession session) {
        Instant now = clock.instant();
        if (session.lastSeenAt().plus(properties.lastSeenInterval()).isAfter(now)) {
            return;
        }
        jdbc.sql(
                        "update browser_session set last_seen_at = :now where id = :id and last_seen_at < :now and ended_at is null")
                .param("now", timestamp(now))
                .param("id", session.id())
                .update();
    }

    /** Ends a session of this account, once: true for the call that ended it, and the event is published then. */
    @Transactional
    public boolean end(UUID accountId, UUID sessionId, SessionEnded.Reason reason) {
        return end("id = :id and account_id = :account", Map.of("id", sessionId, "account", accountId), reason) > 0;
    }

    /** Ends every session of an account but one, or every one. */
    @Transactional
    public int endAll(UUID accountId, @Nullable UUID except, SessionEnded.Reason reason) {
        int ended = except == null
                ? end("account_id = :account", Map.of("account", accountId), reason)
                : end(
                        "account_id = :account and id <> :except",
                        Map.of("account", accountId, "except", except),
                        reason);
        events.publishEvent(new AllSessionsEnded(accountId, except, reason));
        return ended;
    }

    private int end(String which, Map<String, ?> parameters, SessionEnded.Reason reason) {
        List<SessionEnded> ended = jdbc.sql("update browser_session set ended_at = :now, ended_because = :reason where "
                        + which + " and ended_at is null returning id, account_id")
                .params(parameters)
                .param("now", timestamp(clock.instant()))
                .param("reason", reason.name())
                .query((row, n) -> new SessionEnded(
                        row.getObject("id", UUID.class), row.getObject("account_id", UUID.class), reason))
                .list();
        ended.forEach(this::announce);
        return ended.size();
    }

    private void announce(SessionEnded ended) {
        trail.record(SecurityEvent.success(SecurityEventType.SESSION_ENDED)
                .because(ended.reason().name())
                .account(ended.accountId())
                .session(ended.sessionId()));
        events.publishEvent(ended);
    }

    private Optional<Opened> entered(
            Optional<BrowserSession> found, String secret, SecurityEventType type, Factor factor) {
        found.ifPresent(session -> trail.record(SecurityEvent.success(type)
                .account(session.accountId())
                .session(session.id())
                .detail("factor", factor.name())));
        found.filter(session -> type != SecurityEventType.REAUTHENTICATION && session.hasDemandedFactors())
                .ifPresent(session -> events.publishEvent(new SignInCompleted(session.id(), session.accountId())));
        return found.map(session -> new Opened(session, secret));
    }

    /** Deletes rows of sessions that ended or expired before the given time, a few at a time. */
    void deleteOver(Instant before) {
        OldRows.expired("browser_session", "id").delete(jdbc, before);
    }

    private BrowserSession row(ResultSet row, int number) throws SQLException {
        Map<Factor, Instant> factors = new EnumMap<>(Factor.class);
        factors.putAll(json.readValue(row.getString("factors"), FACTORS));
        return new BrowserSession(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("username"),
                factors,
                Demand.valueOf(row.getString("demand")),
                strings(row, "roles").stream().collect(Collectors.toUnmodifiableSet()),
                row.getBoolean("remembered"),
                row.getBoolean("password_owed"),
                instantOrNull(row, "chosen_at"),
                instant(row, "created_at"),
                instant(row, "last_seen_at"),
                instant(row, "expires_at"));
    }
}
