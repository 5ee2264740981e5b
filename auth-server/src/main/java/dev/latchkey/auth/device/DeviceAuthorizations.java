package dev.latchkey.auth.device;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.strings;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.AuthenticationContext;
import dev.latchkey.auth.session.BrowserSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of device authorizations: issued to a device, decided by a person, each once. */
@Repository
class DeviceAuthorizations {

    private final JdbcClient jdbc;
    private final Clients clients;
    private final OpaqueValues values;
    private final UserCodes userCodes;
    private final DeviceProperties properties;

    DeviceAuthorizations(
            JdbcClient jdbc, Clients clients, OpaqueValues values, UserCodes userCodes, DeviceProperties properties) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.values = values;
        this.userCodes = userCodes;
        this.properties = properties;
    }

    /** Makes the codes for a device; empty when too many requests of this client wait already. */
    Optional<DeviceCodes> issue(Client client, Set<String> scopes, List<String> resources, String address) {
        DeviceCodes codes = new DeviceCodes(
                values.generate(), userCodes.generate(), properties.codeTtl(), properties.pollInterval());
        int inserted = jdbc.sql("""
                        insert into device_authorization (id, device_code_hash, user_code_hash, client_id, scopes, resources,
                                                          address, created_at, expires_at, poll_seconds)
                        select :id, :deviceCode, :userCode, :client, :scopes, :resources, :address, now(),
                               now() + make_interval(secs => :ttl), :interval
                        where (select count(*) from (
                                 select 1 from device_authorization
                                 where client_id = :client and expires_at > now() limit :most) waiting) < :most
                        """)
                .param("id", UUID.randomUUID())
                .param("deviceCode", OpaqueValues.hash(codes.deviceCode()))
                .param("userCode", userCodes.hash(codes.userCode()))
                .param("client", client.id())
                .param("scopes", scopes.toArray(String[]::new))
                .param("resources", resources.toArray(String[]::new))
                .param("address", address)
                .param("ttl", codes.lifetime().toSeconds())
                .param("interval", codes.pollInterval().toSeconds())
                .param("most", properties.waitingPerClient())
                .update();
        return inserted == 0 ? Optional.empty() : Optional.of(codes);
    }

    /** The request behind a code that somebody typed, if it still waits for an answer. */
    Optional<DeviceAuthorization> waiting(String userCode) {
        return userCodes.hashes(userCode).stream()
                .map(hash -> jdbc.sql("""
                                select id, client_id, scopes, resources, address, created_at from device_authorization
                                where user_code_hash = :hash and decided_at is null and expires_at > now()
                                """).param("hash", hash).query(this::row).optional())
                .flatMap(Optional::stream)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Allows a request, once: no later answer, of whomever, changes it.
     *
     * @param granted what the person left ticked
     * @return whether it still waited
     */
    boolean allow(DeviceAuthorization authorization, BrowserSession session, Set<String> granted) {
        AuthenticationContext authentication = session.authenticationContext();
        return jdbc.sql("""
                                update device_authorization
                                set decided_at = now(), account_id = :account, granted_scopes = :scopes, auth_time = :authTime,
                                    amr = :amr, acr = :acr
                                where id = :id and decided_at is null and expires_at > now()
                                """)
                        .param("account", session.accountId())
                        .param("scopes", granted.toArray(String[]::new))
                        .param("authTime", authentication.authTime().atOffset(ZoneOffset.UTC))
                        .param("amr", authentication.amr().toArray(String[]::new))
                        .param("acr", authentication.acr())
                        .param("id", authorization.id())
                        .update()
                == 1;
    }

    /** Denies a request, once. */
    boolean deny(DeviceAuthorization authorization) {
        return jdbc.sql("""
                                update device_authorization set decided_at = now()
                                where id = :id and decided_at is null and expires_at > now()
                                """).param("id", authorization.id()).update() == 1;
    }

    /** Empty for a client that was disabled meanwhile. */
    private Optional<DeviceAuthorization> row(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Set<String> scopes = new LinkedHashSet<>(strings(row, "scopes"));
        List<String> resources = strings(row, "resources");
        String address = row.getString("address");
        Instant createdAt = instant(row, "created_at");
        return clients.byId(row.getObject("client_id", UUID.class))
                .map(client -> new DeviceAuthorization(id, client, scopes, resources, address, createdAt));
    }
}
