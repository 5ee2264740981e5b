package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The notes API wants a second factor for the export (RFC 9470). Who has none is led through setting one up, and gets the file. */
@EndToEnd
class StepUpTests {

    @Test
    void setsUpASecondFactorOnTheWayAndGetsTheFile(House house, People people) throws IOException {
        Person newcomer = people.newcomer();
        DemoApplication demo = newcomer.signsInAt(house.demoTwo());
        demo.writeNote("To take along", "In a file of my own");

        demo.startExport();
        newcomer.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Authenticator app"))
                .click();
        newcomer.page().waitForURL(house.issuer().resolve("/mfa/totp/setup") + "**");
        assertThat(newcomer.page().locator("svg.qr")).isVisible();
        newcomer.setsUpAuthenticator("Telephone");
        button(newcomer, "Show my codes").click();
        assertThat(newcomer.page().locator("ul.recovery-codes li")).hasCount(10);
        newcomer.page().getByLabel("I’ve saved these codes").check();
        Download download = newcomer.page()
                .waitForDownload(() -> button(newcomer, "Continue").click());

        assertThat(download.suggestedFilename()).endsWith(".zip");
        Path file = download.path();
        try (ZipFile archive = new ZipFile(file.toFile())) {
            assertThat(archive.size()).isPositive();
        }
        demo.openWhoAmI();
        assertThat(demo.claim("ID token", "acr")).isEqualTo("urn:latchkey:acr:2fa");
    }

    private static Locator button(Person person, String name) {
        return person.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
