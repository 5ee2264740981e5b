package dev.latchkey.auth.federation;

import dev.latchkey.auth.federation.saml.SigningIdentity;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What is said of providers that speak SAML. */
@Repository
class SamlProviders {

    private final JdbcClient jdbc;
    private final Providers providers;
    private final Clock clock;

    SamlProviders(JdbcClient jdbc, Providers providers, Clock clock) {
        this.jdbc = jdbc;
        this.providers = providers;
        this.clock = clock;
    }

    Optional<SamlSettings> of(UUID providerId) {
        return jdbc.sql("select * from saml_provider where provider_id = :provider")
                .param("provider", providerId)
                .query((row, number) -> new SamlSettings(
                        row.getString("metadata_url"),
                        row.getString("metadata"),
                        row.getString("subject_attribute"),
                        row.getString("email_attribute"),
                        row.getBoolean("sign_requests")))
                .optional();
    }

    /**
     * Adds a provider, with a key of its own for what is signed here.
     *
     * @return false if there is one of this name
     */
    @Transactional
    public boolean add(Provider provider, SamlSettings settings) {
        boolean added = providers.add(provider, SigningIdentity.generate(clock.instant()));
        if (added) {
            put(provider.id(), settings);
        }
        return added;
    }

    /** @return false if it was changed since it was read */
    @Transactional
    public boolean change(Provider provider, SamlSettings settings) {
        boolean changed = providers.change(provider, null);
        if (changed) {
            put(provider.id(), settings);
        }
        return changed;
    }

    private void put(UUID providerId, SamlSettings settings) {
        jdbc.sql("""
                        insert into saml_provider (provider_id, metadata_url, metadata, subject_attribute, email_attribute, sign_requests)
                        values (:provider, :url, :metadata, :subject, :email, :sign)
                        on conflict (provider_id) do update set metadata_url = excluded.metadata_url, metadata = excluded.metadata,
                            subject_attribute = excluded.subject_attribute, email_attribute = excluded.email_attribute,
                            sign_requests = excluded.sign_requests
                        """)
                .param("provider", providerId)
                .param("url", settings.metadataUrl())
                .param("metadata", settings.metadata())
                .param("subject", settings.subjectAttribute())
                .param("email", settings.emailAttribute())
                .param("sign", settings.signRequests())
                .update();
    }
}
