package dev.latchkey.auth.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** What counts as unusual, and that it is written down why. */
class RiskAssessmentTests {

    private static final Coordinates BERLIN = new Coordinates(52.52, 13.40);
    private static final Coordinates SYDNEY = new Coordinates(-33.87, 151.21);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final RiskAssessment assessment = story.server().bean(RiskAssessment.class);

    @Test
    void demandsNothingOfTheFirstSignInAndOfAFamiliarOne() {
        UUID account = people.idOf(people.withPassword());
        assertThat(assessment.demandsSecondFactor(account, request("203.0.113.7", null)))
                .isFalse();

        TestAccount known = people.withPassword();
        Browser browser = story.browserOf(known);
        assertThat(assessment.demandsSecondFactor(people.idOf(known), request("127.0.0.1", browser)))
                .isFalse();
        assertThat(demands(people.idOf(known))).isEmpty();
    }

    @Test
    void demandsASecondFactorOfANewBrowserInANewNetworkAndSaysWhy() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        UUID id = people.idOf(account);

        assertThat(assessment.demandsSecondFactor(id, request("127.0.0.1", null)))
                .as("a browser alone")
                .isFalse();
        assertThat(assessment.demandsSecondFactor(id, request("203.0.113.7", browser)))
                .as("a network alone")
                .isFalse();
        assertThat(assessment.demandsSecondFactor(id, request("203.0.113.7", null)))
                .isTrue();
        assertThat(demands(id)).containsExactly("UNUSUAL_SIGN_IN NEW_DEVICE NEW_NETWORK 50");
    }

    @Test
    void countsWhatWasRefusedLately() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        UUID id = people.idOf(account);
        for (int i = 0; i < 3; i++) {
            story.browser()
                    .open("/login")
                    .submit("/login", Map.of("username", account.username(), "password", "no " + i));
        }

        assertThat(assessment.demandsSecondFactor(id, request("127.0.0.1", browser)))
                .as("failures alone")
                .isFalse();
        assertThat(assessment.demandsSecondFactor(id, request("203.0.113.7", browser)))
                .isTrue();
        assertThat(demands(id)).containsExactly("UNUSUAL_SIGN_IN NEW_NETWORK RECENT_FAILURES 50");
    }

    @Test
    void knowsHowFastPeopleTravel() {
        assertThat(BERLIN.kilometresTo(SYDNEY)).isBetween(16_000.0, 16_200.0);
        assertThat(BERLIN.kilometresTo(BERLIN)).isZero();
        assertThat(Travel.isTooFast(16_000, NOON, NOON.plus(Duration.ofHours(3))))
                .isTrue();
        assertThat(Travel.isTooFast(16_000, NOON, NOON.plus(Duration.ofHours(24))))
                .isFalse();
        assertThat(Travel.isTooFast(400, NOON, NOON))
                .as("databases are wrong by a city")
                .isFalse();
    }

    @Test
    void comparesWithTheLastSignInIfADatabaseIsThere() {
        TestAccount account = people.withPassword();
        story.browserOf(account);
        UUID id = people.idOf(account);
        GeoDatabase database = address -> Optional.of(address.equals("127.0.0.1") ? BERLIN : SYDNEY);

        assertThat(travel(Map.of("geo", database)).isImpossible(id, "203.0.113.7"))
                .isTrue();
        assertThat(travel(Map.of("geo", database)).isImpossible(id, "127.0.0.1"))
                .isFalse();
        assertThat(travel(Map.of()).isImpossible(id, "203.0.113.7")).isFalse();
    }

    @Test
    void takesOneHouseholdForOneNetwork() {
        assertThat(NetworkPrefix.of("192.0.2.1")).isEqualTo(NetworkPrefix.of("192.0.2.200"));
        assertThat(NetworkPrefix.of("192.0.2.1")).isNotEqualTo(NetworkPrefix.of("192.0.3.1"));
        assertThat(NetworkPrefix.of("::ffff:192.0.2.1")).isEqualTo(NetworkPrefix.of("192.0.2.9"));
        assertThat(NetworkPrefix.of("2001:db8:1::1")).isEqualTo(NetworkPrefix.of("2001:db8:1:ffff::9"));
        assertThat(NetworkPrefix.of("2001:db8:1::1")).isNotEqualTo(NetworkPrefix.of("2001:db8:2::1"));
        assertThat(NetworkPrefix.of("fe80::1%eth0")).isEqualTo(NetworkPrefix.of("fe80::1"));
        assertThat(NetworkPrefix.of("no address")).isEqualTo("no address");
    }

    private Travel travel(Map<String, ?> beans) {
        StaticListableBeanFactory factory = new StaticListableBeanFactory();
        beans.forEach(factory::addBean);
        JdbcClient database = story.server().database();
        return new Travel(database, factory.getBeanProvider(GeoDatabase.class), Clock.systemUTC());
    }

    private static MockHttpServletRequest request(String address, @Nullable Browser browser) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        if (browser != null) {
            request.setCookies(new Cookie("latchkey-familiar", browser.cookie("latchkey-familiar")));
        }
        return request;
    }

    private List<String> demands(UUID account) {
        return story.server()
                .database()
                .sql("""
                        select reason || ' ' || (details ->> 'signs') || ' ' || (details ->> 'points') from security_event
                        where account_id = :account and type = 'SECOND_FACTOR_DEMANDED'
                        """)
                .param("account", account)
                .query(String.class)
                .list();
    }
}
