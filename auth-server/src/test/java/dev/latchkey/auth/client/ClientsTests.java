package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.testing.DomainTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DomainTest
class ClientsTests {

    @Autowired
    ClientRows rows;

    @Autowired
    ClientImport clientImport;

    @Autowired
    Clients shared;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final String clientId = "Web-" + UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong nanos = new AtomicLong();
    private UUID id = new UUID(0, 0);
    private Clients clients;

    @BeforeEach
    void registerAClient() {
        // Re-reads in the calling thread, by a clock of ours.
        clients =
                new Clients(rows, () -> Caffeine.newBuilder().ticker(nanos::get).executor(Runnable::run));
        id = put("Web");
    }

    @Test
    void keepsEveryThingOfTheRegistration() {
        Client client = clients.byClientId(clientId).orElseThrow();
        assertThat(client.id()).isEqualTo(id);
        assertThat(client.name()).isEqualTo("Web");
        assertThat(client.applicationType()).isEqualTo(ApplicationType.WEB);
        assertThat(client.authenticationMethod()).isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        assertThat(client.redirectUris()).containsExactly("https://rp.example.test/cb", "https://rp.example.test/b");
        assertThat(client.grantTypes()).containsExactly(AuthorizationGrantType.AUTHORIZATION_CODE);
        assertThat(client.scopes()).containsExactly("openid", "profile");
        assertThat(client.idTokenAlgorithm()).isEqualTo(SigningAlgorithm.RS256);
        assertThat(client.defaultMaxAge()).isEqualTo(3600);
        assertThat(client.lifetimes().accessToken()).isEqualTo(Duration.ofMinutes(5));
        assertThat(client.lifetimes().code()).isNull();
        assertThat(client.trusted()).isTrue();
        assertThat(client.otherMetadata()).containsOnly(Map.entry("client_name#de", "Netz"));
        assertThat(client.secrets()).hasSize(1);
    }

    @Test
    void carriesTheClientInTheFormOfTheFramework() {
        RegisteredClient registered = Objects.requireNonNull(clients.findByClientId(clientId));
        assertThat(registered.getId()).isEqualTo(id.toString());
        assertThat(registered.getClientSecret()).isNull();
        assertThat(registered.getClientSettings().isRequireProofKey()).isTrue();
        assertThat(registered.getClientSettings().isRequireAuthorizationConsent())
                .isFalse();
        assertThat(registered.getTokenSettings().isReuseRefreshTokens()).isFalse();
        assertThat(registered.getTokenSettings().getAccessTokenTimeToLive()).isEqualTo(Duration.ofMinutes(5));
        assertThat(clients.findById(id.toString())).isEqualTo(registered);
        assertThat(clients.findById("no-uuid")).isNull();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> clients.save(registered));
    }

    @Test
    void findsByTheExactClientIdOnly() {
        assertThat(clients.byClientId(clientId.toLowerCase(Locale.ROOT))).isEmpty();
        assertThat(clients.byClientId(clientId + " ")).isEmpty();
        assertThat(clients.byId(UUID.randomUUID())).isEmpty();
    }

    @Test
    void findsNothingByWhatNoClientIsCalled() {
        assertThat(clients.byClientId("")).isEmpty();
        assertThat(clients.byClientId(clientId + "\u0000")).isEmpty();
        assertThat(clients.byClientId("x".repeat(1 << 20))).isEmpty();
    }

    @Test
    void answersFromMemoryAndSeesAChangeWithinSeconds() {
        assertThat(name()).isEqualTo("Web");
        rename("Elsewhere");
        pass(Duration.ofMillis(1900));
        assertThat(name()).isEqualTo("Web");
        pass(Duration.ofMillis(200));
        clients.byClientId(clientId); // notices that it is time, and re-reads beside the request
        assertThat(name()).isEqualTo("Elsewhere");
    }

    @Test
    void neverAnswersWhatIsOlderThanFiveSeconds() {
        Clients neverRereading =
                new Clients(rows, () -> Caffeine.newBuilder().ticker(nanos::get).executor(task -> {}));
        assertThat(neverRereading.byClientId(clientId))
                .get()
                .extracting(Client::name)
                .isEqualTo("Web");
        rename("Elsewhere");
        pass(Duration.ofMillis(5100));
        assertThat(neverRereading.byClientId(clientId))
                .get()
                .extracting(Client::name)
                .isEqualTo("Elsewhere");
    }

    @Test
    void doesNotFindADisabledClientByAnyName() {
        assertThat(clients.byId(id)).isPresent();
        jdbc.sql("update client set enabled = false where id = :id")
                .param("id", id)
                .update();
        pass(Duration.ofSeconds(6));
        assertThat(clients.byClientId(clientId)).isEmpty();
        assertThat(clients.byId(id)).isEmpty();
        assertThat(clients.findByClientId(clientId)).isNull();
    }

    @Test
    void findsANewClientAtOnce() {
        String later = clientId + "-later";
        assertThat(clients.byClientId(later)).isEmpty();
        put(later, "Later");
        assertThat(clients.byClientId(later)).isPresent();
    }

    @Test
    void seesAtOnceWhatThisNodeChanged() {
        assertThat(shared.byClientId(clientId)).get().extracting(Client::name).isEqualTo("Web");
        put("Renamed");
        assertThat(shared.byClientId(clientId)).get().extracting(Client::name).isEqualTo("Renamed");
    }

    @Test
    void keepsTheIdOfAClientThatChanges() {
        assertThat(put("Renamed")).isEqualTo(id);
    }

    @Test
    void refusesAClientIdThatDiffersInCaseOnly() {
        assertThatExceptionOfType(InvalidClientMetadataException.class)
                .isThrownBy(() -> put(clientId.toUpperCase(Locale.ROOT), "Web"))
                .satisfies(e -> assertThat(e.path()).isEqualTo("client_id"));
    }

    private String name() {
        return clients.byClientId(clientId).orElseThrow().name();
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /** As another node would. */
    private void rename(String name) {
        jdbc.sql(
                        "update client set metadata = metadata || jsonb_build_object('client_name', :name::text) where id = :id")
                .param("name", name)
                .param("id", id)
                .update();
    }

    private UUID put(String name) {
        return put(clientId, name);
    }

    private UUID put(String newClientId, String name) {
        ImportedClient client = new ImportedClient(
                newClientId,
                Map.of(
                        "client_name",
                        name,
                        "client_name#de",
                        "Netz",
                        "redirect_uris",
                        List.of("https://rp.example.test/cb", "https://rp.example.test/b"),
                        "scope",
                        "openid profile",
                        "default_max_age",
                        3600),
                new ClientPolicy(new TokenLifetimes(null, Duration.ofMinutes(5), null, null), null, null, null),
                true,
                "a secret that somebody chose");
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            UUID put = clientImport.put(client);
            clientImport.putSecret(newClientId, "a secret that somebody chose");
            return put;
        }));
    }
}
