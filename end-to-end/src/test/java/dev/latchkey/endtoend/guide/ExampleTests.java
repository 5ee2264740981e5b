package dev.latchkey.endtoend.guide;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import org.junit.jupiter.api.Test;

/** {@code examples}, those that have no guide; the others are run by {@link GuideTests}. */
@EndToEnd
class ExampleTests {

    @Test
    void letsADeviceReadNotes(House house, People people) {
        Person bob = people.bob();
        bob.signsInAt(house.demo()).writeNote("Seen by the device", "that has no browser");
        try (Walk walk = Walk.along("examples/device/README.md", house)) {
            String code = walk.untilSaid("[A-Z]{4}-[A-Z]{4}");
            bob.page().navigate(house.issuer().resolve("/device").toString());
            bob.page().locator("input[name=user_code]").fill(code);
            bob.page().locator("main form button").first().click();
            bob.page().locator("button[name=decision][value=allow]").click();
            assertThat(bob.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Your device is connected");

            walk.untilSaidAsThePageSays();
            walk.untilSaid("- Seen by the device");
        }
    }

    @Test
    void letsAProgramActForItself(House house) {
        try (Walk walk = Walk.along("examples/machine/README.md", house)) {
            walk.untilSaidAsThePageSays();
        }
    }
}
