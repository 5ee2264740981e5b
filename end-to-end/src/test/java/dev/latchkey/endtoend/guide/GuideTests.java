package dev.latchkey.endtoend.guide;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Client;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** {@code docs/guides}, each followed to its end, with a person at the browser where it wants one. */
@EndToEnd
class GuideTests {

    private static final String SPRING_BOOT_APPLICATION = "docs/guides/sign-in-to-a-spring-boot-application.md";

    @Test
    void protectsASpringBootApi(House house) {
        try (Walk walk = Walk.along("docs/guides/protect-a-spring-boot-api.md", house)) {
            walk.untilSaidAsThePageSays();
        }
    }

    @Test
    void signsInToASpringBootApplicationAndFromThereToASecondOne(House house, People people) {
        try (Walk walk = Walk.along(SPRING_BOOT_APPLICATION, house)) {
            Person bob = people.bob();
            walk.untilAnswering(house.myApp().address());
            signsIn(bob, house.myApp());

            walk.andAlong("docs/guides/single-sign-on.md")
                    .untilAnswering(house.myOtherApp().address());
            int before = bob.visited().size();
            bob.page().navigate(house.myOtherApp().address().toString());
            bob.allowsIfAsked();
            assertThat(bob.page().locator("body")).hasText("Signed in as Bob Example");
            assertThat(bob.visited().subList(before, bob.visited().size()))
                    .noneSatisfy(address -> assertThat(address).hasPath("/login"));

            signsOut(bob, house.myApp());
        }
    }

    @Test
    void signsInFromNode(House house, People people) {
        try (Walk walk = Walk.along("docs/guides/sign-in-from-node.md", house)) {
            walk.untilAnswering(house.myApp().address());
            signsIn(people.bob(), house.myApp());
        }
    }

    @Test
    void signsInFromASinglePageApplication(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());
        demo.writeNote("Seen by the page", "and bound to its key");
        Person atThePage = people.bob();
        try (Walk walk = Walk.along("docs/guides/sign-in-from-a-spa.md", house)) {
            walk.untilAnswering(house.spa().address());

            atThePage.page().navigate(house.spa().address().toString());
            atThePage.page().locator("#sign-in").click();
            atThePage.givesPassword();
            atThePage.allowsIfAsked();

            assertThat(atThePage.page().getByRole(AriaRole.STATUS)).containsText("Signed in as Bob Example.");
            assertThat(atThePage.page().locator("#notes li").first()).hasText("Seen by the page");
            assertThat(atThePage.page().url())
                    .as("the code is out of the address bar")
                    .isEqualTo(house.spa().address() + "/");
            assertThat(atThePage.page().evaluate("() => sessionStorage.length + localStorage.length"))
                    .as("nothing is stored")
                    .isEqualTo(0);
        }
    }

    @Test
    void signsInFromANativeApplication(House house, People people) {
        Person bob = people.bob();
        bob.signsInAt(house.demo()).writeNote("Seen by the program", "on somebody's machine");
        try (Walk walk = Walk.along("docs/guides/sign-in-from-a-native-application.md", house)) {
            bob.page().navigate(walk.untilSaid("http://localhost:\\d+/oauth2/authorize\\S+"));
            bob.allowsIfAsked();

            assertThat(bob.page().locator("body")).containsText("You can close this window");
            walk.untilSaidAsThePageSays();
            walk.untilSaid("Signed in as Bob Example");
            walk.untilSaid("- Seen by the program");
        }
    }

    @Test
    void registersAnApplication(House house) {
        try (Walk walk = Walk.along("docs/guides/register-an-application.md", house)) {
            walk.untilSaidAsThePageSays();
        }
    }

    @Test
    void keepsApplicationsInARepository(House house) {
        try (Walk walk = Walk.along("docs/guides/keep-applications-in-a-repository.md", house)) {
            walk.untilSaidAsThePageSays();
        }
    }

    private static void signsIn(Person person, Client client) {
        person.page().navigate(client.address().toString());
        person.givesPassword();
        person.givesSecondFactorIfEnrolled();
        person.allowsIfAsked();
        assertThat(person.page().locator("body")).hasText("Signed in as Bob Example");
    }

    /** Back at the application, which at once asks for a sign-in again: there is no session left that could answer. */
    private static void signsOut(Person person, Client client) {
        URI logout = client.address().resolve("/logout");
        person.page().navigate(logout.toString());
        person.page().locator("button[type=submit]").click();
        assertThat(person.signInPage().username()).isVisible();
    }
}
