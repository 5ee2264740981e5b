package dev.latchkey.auth.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.auth.testing.DomainTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DomainTest
class ScopesTests {

    @Autowired
    Scopes shared;

    @Autowired
    CatalogueRows rows;

    @Autowired
    ObjectProvider<OwnResource> own;

    @Autowired
    DataSource dataSource;

    @Autowired
    CatalogueImport catalogueImport;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final Scope read = new Scope("read:" + suffix, "Read", "Read it all.", true);
    private final Scope write = new Scope("write:" + suffix, "Write", "", false);
    private final String api = "https://api.example.test/" + suffix;

    @Test
    void knowsTheScopesOfOpenIdConnectWithoutDeclaration() {
        assertThat(shared.all())
                .extracting(Scope::name)
                .startsWith("openid")
                .contains("profile", "email", "offline_access", "roles");
    }

    @Test
    void seesAtOnceWhatThisNodeDeclared() {
        assertThat(shared.byName(read.name())).isEmpty();
        put(List.of(read, write), new ProtectedResource(api, Set.of(read.name()), Set.of("c1", "c2")));
        assertThat(shared.byName(read.name())).contains(read);
        assertThat(shared.byName(read.name().toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(shared.resource(api)).contains(new ProtectedResource(api, Set.of(read.name()), Set.of("c1", "c2")));
        assertThat(shared.resource(api + "/")).isEmpty();
        assertThat(shared.resources()).extracting(ProtectedResource::identifier).contains(api);
    }

    @Test
    void replacesTheListsOfAResourceThatIsDeclaredAnew() {
        put(List.of(read, write), new ProtectedResource(api, Set.of(read.name()), Set.of("c1", "c2")));
        put(List.of(), new ProtectedResource(api, Set.of(write.name()), Set.of("c2", "c3")));
        assertThat(shared.resource(api)).contains(new ProtectedResource(api, Set.of(write.name()), Set.of("c2", "c3")));
        put(List.of(), new ProtectedResource(api, Set.of(), Set.of()));
        assertThat(shared.resource(api)).contains(new ProtectedResource(api, Set.of(), Set.of()));
    }

    @Test
    void answersFromMemoryAndSeesAChangeWithinSeconds() {
        put(List.of(read));
        AtomicLong nanos = new AtomicLong();
        Scopes scopes =
                new Scopes(rows, Caffeine.newBuilder().ticker(nanos::get).executor(Runnable::run));
        assertThat(scopes.byName(read.name())).contains(read);
        jdbc.sql("update scope set title = 'Elsewhere' where name = :name")
                .param("name", read.name())
                .update();
        nanos.addAndGet(Duration.ofMillis(1900).toNanos());
        assertThat(scopes.byName(read.name())).contains(read);
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        scopes.all(); // notices that it is time, and re-reads beside the request
        assertThat(scopes.byName(read.name())).get().extracting(Scope::title).isEqualTo("Elsewhere");
    }

    @Test
    void publishesWhatItKnewLastWhileTheDatabaseIsAway() {
        put(List.of(read));
        AtomicLong nanos = new AtomicLong();
        AtomicBoolean away = new AtomicBoolean();
        JdbcClient there = JdbcClient.create(new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLTransientConnectionException("away");
                }
                return super.getConnection();
            }
        });
        Scopes scopes =
                new Scopes(new CatalogueRows(there, own), Caffeine.newBuilder().ticker(nanos::get));
        assertThat(scopes.published()).contains(read.name());

        away.set(true);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(scopes.published()).contains(read.name());
        assertThatThrownBy(() -> scopes.byName(read.name())).isInstanceOf(DataAccessException.class);
    }

    @Test
    void speaksTheReadersLanguageWhereTheMessagesDo() {
        StaticMessageSource messages = new StaticMessageSource();
        messages.addMessage("scope." + read.name() + ".title", Locale.GERMAN, "Lesen");
        assertThat(messages.getMessage(read.titleMessage(), Locale.GERMAN)).isEqualTo("Lesen");
        assertThat(messages.getMessage(read.titleMessage(), Locale.ENGLISH)).isEqualTo("Read");
        assertThat(messages.getMessage(read.descriptionMessage(), Locale.GERMAN))
                .isEqualTo("Read it all.");
    }

    private void put(List<Scope> scopes, ProtectedResource... resources) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> catalogueImport.put(scopes, List.of(resources)));
    }
}
