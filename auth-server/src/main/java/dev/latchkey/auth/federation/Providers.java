package dev.latchkey.auth.federation;

import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of providers. */
@Repository
class Providers {

    static final String PURPOSE = "identity-provider";

    private final JdbcClient jdbc;
    private final SecretKeys keys;
    private final Clock clock;

    Providers(JdbcClient jdbc, SecretKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    List<Provider> all() {
        return jdbc.sql("select * from identity_provider order by title, name")
                .query(Providers::row)
                .list();
    }

    /** Those that let people in. */
    List<Provider> open() {
        return all().stream().filter(Provider::isOpen).toList();
    }

    Optional<Provider> byName(String name) {
        return jdbc.sql("select * from identity_provider where name = :name")
                .param("name", name)
                .query(Providers::row)
                .optional();
    }

    Optional<Provider> byId(UUID id) {
        return jdbc.sql("select * from identity_provider where id = :id")
                .param("id", id)
                .query(Providers::row)
                .optional();
    }

    /** The secret in clear, for the one request that needs it. */
    String secretOf(Provider provider) {
        Sealed sealed = jdbc.sql("select sealed_with, sealed_secret from identity_provider where id = :id")
                .param("id", provider.id())
                .query((row, number) -> new Sealed(row.getString("sealed_with"), row.getBytes("sealed_secret")))
                .single();
        return new String(keys.open(sealed, associated(provider.id())), StandardCharsets.UTF_8);
    }

    /** @return false if there is one of this name */
    boolean add(Provider provider, String secret) {
        Sealed sealed = seal(provider.id(), secret);
        return statement("""
                        insert into identity_provider (id, name, title, kind, issuer, client_id, sealed_with, sealed_secret, scopes,
                            username_claim, name_claim, allowed_domains, account_creation, email_trusted, second_factor_values,
                            enabled, configured, declared, created_at, version)
                        values (:id, :name, :title, :kind, :issuer, :client, :sealedWith, :sealed, :scopes, :username, :nameClaim,
                            :domains, :creation, :trusted, :second, :enabled, :configured, :declared, :now, 0)
                        on conflict (name) do nothing
                        """, provider)
                        .param("name", provider.name())
                        .param("sealedWith", sealed.keyId())
                        .param("sealed", sealed.ciphertext())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** @return false if it was changed since it was read */
    boolean change(Provider provider, @Nullable String newSecret) {
        boolean changed =
                statement("""
                        update identity_provider set title = :title, kind = :kind, issuer = :issuer, client_id = :client,
                            scopes = :scopes, username_claim = :username, name_claim = :nameClaim, allowed_domains = :domains,
                            account_creation = :creation, email_trusted = :trusted, second_factor_values = :second,
                            enabled = :enabled, configured = :configured, declared = :declared, version = version + 1
                        where id = :id and version = :version
                        """, provider).param("version", provider.version()).update() == 1;
        if (changed && newSecret != null) {
            Sealed sealed = seal(provider.id(), newSecret);
            jdbc.sql("update identity_provider set sealed_with = :with, sealed_secret = :sealed where id = :id")
                    .param("with", sealed.keyId())
                    .param("sealed", sealed.ciphertext())
                    .param("id", provider.id())
                    .update();
        }
        return changed;
    }

    private JdbcClient.StatementSpec statement(String sql, Provider provider) {
        return jdbc.sql(sql)
                .param("id", provider.id())
                .param("title", provider.title())
                .param("kind", provider.kind().name())
                .param("issuer", provider.issuer())
                .param("client", provider.clientId())
                .param("scopes", String.join(" ", provider.scopes()))
                .param("username", provider.usernameClaim())
                .param("nameClaim", provider.nameClaim())
                .param("domains", String.join(" ", provider.allowedDomains()))
                .param("creation", provider.accountCreation().name())
                .param("trusted", provider.emailTrusted())
                .param("second", String.join(" ", provider.secondFactorValues()))
                .param("enabled", provider.enabled())
                .param("configured", provider.configured())
                .param("declared", provider.declared());
    }

    private Sealed seal(UUID id, String secret) {
        return keys.seal(secret.getBytes(StandardCharsets.UTF_8), associated(id));
    }

    private static byte[] associated(UUID id) {
        return (PURPOSE + "/" + id).getBytes(StandardCharsets.UTF_8);
    }

    static List<String> words(String text) {
        return Stream.of(text.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Provider row(ResultSet row, int number) throws SQLException {
        return new Provider(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                ProviderKind.valueOf(row.getString("kind")),
                row.getString("issuer"),
                row.getString("client_id"),
                words(row.getString("scopes")),
                row.getString("username_claim"),
                row.getString("name_claim"),
                words(row.getString("allowed_domains")),
                AccountCreation.valueOf(row.getString("account_creation")),
                row.getBoolean("email_trusted"),
                Set.copyOf(words(row.getString("second_factor_values"))),
                row.getBoolean("enabled"),
                row.getBoolean("configured"),
                row.getBoolean("declared"),
                row.getLong("version"));
    }
}
