package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One sign-in serves several applications, lasts without being noticed, and ends when the person says so. */
@EndToEnd
class SessionTests {

    @Test
    void opensASecondApplicationWithoutAskingForThePasswordAgain(House house, People people) {
        Person bob = people.bob();
        bob.signsInAt(house.demo());
        int before = bob.visited().size();

        DemoApplication second = bob.startsSignInAt(house.demoTwo());
        bob.allowsIfAsked();

        second.expectSignedIn();
        assertThat(since(before, bob))
                .noneSatisfy(address -> assertThat(address).hasPath("/login"));
        bob.at(house.demo()).open();
        bob.at(house.demo()).expectSignedIn();
    }

    @Test
    void renewsAnExpiredAccessTokenWithoutBeingNoticed(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());
        demo.openWhoAmI();
        String token = demo.claim("Access token", "jti");
        String session = demo.claim("ID token", "sid");
        Instant expiry = Instant.parse(demo.claim("Access token", "exp"));

        Awaitility.await("the end of the access token")
                .atMost(House.ACCESS_TOKEN_LIFETIME.plusSeconds(5))
                .until(() -> Instant.now().isAfter(expiry));
        int before = bob.visited().size();
        demo.writeNote("After a while", "Nobody asked me anything");
        demo.openWhoAmI();

        assertThat(demo.claim("Access token", "jti")).isNotEqualTo(token);
        assertThat(Instant.parse(demo.claim("Access token", "exp"))).isAfter(expiry);
        assertThat(demo.claim("ID token", "sid")).isEqualTo(session);
        assertThat(since(before, bob))
                .as("the browser stayed at the application")
                .allSatisfy(address ->
                        assertThat(address).hasPort(house.demo().address().getPort()));
    }

    @Test
    void signsOutOfTheApplicationAndOfLatchkey(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());

        demo.signOut();

        demo.expectSignedOut();
        bob.page().navigate(demo.address("/notes"));
        assertThat(bob.signInPage().username()).isVisible();
        bob.page().navigate(house.issuer().resolve("/account").toString());
        assertThat(bob.signInPage().username()).isVisible();
    }

    /** SE-14. */
    @Test
    void showsNothingOfTheAccountToWhoGoesBack(House house, People people) {
        Person bob = people.bob();
        bob.signsInAt(house.demo());
        bob.page().navigate(house.issuer().resolve("/account").toString());
        assertThat(bob.page().locator("body")).containsText(bob.account().username());
        bob.page().navigate(house.issuer().resolve("/connect/logout").toString());
        bob.page().locator("button[value=yes]").click();
        assertThat(bob.page()).hasURL(house.issuer().resolve("/logout/done").toString());

        for (int back = 0; back < 2; back++) {
            bob.page().goBack();
            assertThat(bob.page().locator("body"))
                    .not()
                    .containsText(bob.account().username());
        }

        assertThat(bob.signInPage().username()).isVisible();
    }

    @Test
    void signsOutOfBothApplicationsByOneClick(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());
        DemoApplication second = bob.startsSignInAt(house.demoTwo());
        bob.allowsIfAsked();
        second.expectSignedIn();

        demo.open();
        demo.signOut();

        demo.expectSignedOut();
        Awaitility.await("the news to reach the second application")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> {
                    second.open();
                    assertThat(second.signInLink().isVisible()).isTrue();
                });
        bob.page().navigate(second.address("/notes"));
        assertThat(bob.signInPage().username()).isVisible();
    }

    private static List<URI> since(int count, Person person) {
        return person.visited().subList(count, person.visited().size());
    }
}
