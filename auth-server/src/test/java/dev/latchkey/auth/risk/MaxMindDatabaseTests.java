package dev.latchkey.auth.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.session.ApproximatePlace;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where an address is, by a file of the operator. */
class MaxMindDatabaseTests {

    private static final String BERLIN = "203.0.113.7";
    private static final String SYDNEY = "198.51.100.7";

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private MaxMindDatabase database;

    @BeforeEach
    void open() throws IOException {
        file = new GeoDatabaseFile()
                .put("203.0.113.0", place("Berlin", "Berlin", "Germany", "Deutschland", 52.52, 13.40))
                .put("198.51.100.0", place("Sydney", "Sydney", "Australia", "Australien", -33.87, 151.21))
                .put("192.0.2.0", Map.of("country", Map.of("names", Map.of("en", "Iceland")), "location", "unknown"))
                .writeTo(folder.resolve("places.mmdb"));
        database = database(file);
    }

    @AfterEach
    void close() throws IOException {
        database.destroy();
    }

    @Test
    void saysInTheLanguageOfTheReaderWhereAnAddressIs() {
        assertThat(database.of(BERLIN, Locale.ENGLISH)).hasValue("Berlin, Germany");
        assertThat(database.of(BERLIN, Locale.GERMANY)).hasValue("Berlin, Deutschland");
        assertThat(database.of("192.0.2.200", Locale.GERMAN)).hasValue("Iceland");
        assertThat(database.locate(SYDNEY)).hasValue(new Coordinates(-33.87, 151.21));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "192.0.2.1",
                "::1",
                "2001:db8::1",
                "",
                "localhost",
                "203.0.113.7.",
                "999.1.1.1"
            })
    void locatesNothingThatTheFileDoesNotKnow(String address) {
        assertThat(database.locate(address)).isEmpty();
    }

    @Test
    void makesTravelASign() {
        Story story = new Story();
        NewAccounts people = story.newAccounts();
        TestAccount account = people.withPassword();
        story.browserOf(account);
        UUID id = people.idOf(account);
        JdbcClient jdbc = story.server().database();
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("geoDatabase", database));
        Travel travel = new Travel(
                jdbc, beans.getBeanProvider(GeoDatabase.class), story.server().bean(Clock.class));

        assertThat(travel.isImpossible(id, SYDNEY))
                .as("from where nobody knows")
                .isFalse();
        jdbc.sql(
                        "insert into security_event (id, type, outcome, account_id, address, details, occurred_at)"
                                + " values (gen_random_uuid(), 'SIGN_IN', 'SUCCESS', :account, :address, '{}', now() + interval '1 second')")
                .param("account", id)
                .param("address", BERLIN)
                .update();
        assertThat(travel.isImpossible(id, SYDNEY)).isTrue();
        assertThat(travel.isImpossible(id, BERLIN)).isFalse();
    }

    @Test
    void isOffWithoutAFileAndRefusesToStartWithABadOne() throws IOException {
        ApplicationContextRunner runner =
                new ApplicationContextRunner().withUserConfiguration(Places.class, MaxMindDatabase.class);
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GeoDatabase.class));
        runner.withPropertyValues("latchkey.risk.geo-database=" + file)
                .run(context ->
                        assertThat(context).hasSingleBean(GeoDatabase.class).hasSingleBean(ApproximatePlace.class));
        Path broken = Files.writeString(folder.resolve("broken.mmdb"), "no database");
        assertThatThrownBy(() -> database(broken)).hasMessageContaining("latchkey.risk.geo-database");
        assertThatThrownBy(() -> database(folder.resolve("missing.mmdb")))
                .hasMessageContaining("latchkey.risk.geo-database");
        assertThatThrownBy(() -> database(Path.of(""))).hasMessageContaining("latchkey.risk.geo-database");
    }

    @EnableConfigurationProperties(RiskProperties.class)
    static class Places {}

    private static MaxMindDatabase database(Path file) {
        return new MaxMindDatabase(
                new RiskProperties(true, 50, Duration.ofDays(180), 3, Duration.ofHours(1), Duration.ofDays(7), file));
    }

    private static Map<String, Object> place(
            String city, String stadt, String country, String land, double latitude, double longitude) {
        return Map.of(
                "city", Map.of("names", Map.of("en", city, "de", stadt)),
                "country", Map.of("names", Map.of("en", country, "de", land)),
                "location", Map.of("latitude", latitude, "longitude", longitude));
    }
}
