package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.library.NodeScripts;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to tokens: somebody signs up, registers an application and runs what the page shows; another one signs in to it. */
@EndToEnd
class DeveloperTests {

    @Test
    void registersAnApplicationWhoseSnippetWorksUntilAnotherPersonTakesItsAccessAway(
            House house, People people, @TempDir Path folder) throws Exception {
        String address = "http://localhost:" + freePort();
        Person developer = people.newcomer();
        String snippet = registers(developer, house, address + "/cb");
        Files.writeString(folder.resolve("app.mjs"), snippet);
        Files.createSymbolicLink(folder.resolve("node_modules"), NodeScripts.packages());

        Process application = new ProcessBuilder("node", "app.mjs")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("app.log").toFile())
                .start();
        try {
            Person bob = people.bob();
            opensWhenItListens(bob.page(), application, folder, address + "/");
            bob.givesPassword();
            bob.givesSecondFactorIfEnrolled();
            assertThat(bob.consentPage().allowButton()).isVisible();
            assertThat(bob.consentPage().main()).containsText("Nobody has verified this application");
            bob.consentPage().allow();
            bob.page().waitForURL(address + "/me");
            assertThat(bob.page().locator("body")).containsText("\"sub\"");

            removesAccess(bob, house);

            assertThat(bob.page().navigate(address + "/me").status()).isEqualTo(502);
        } finally {
            application.destroy();
            application.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** @return the Node.js snippet of the page that shows the secret */
    private static String registers(Person developer, House house, String redirectUri) {
        Page page = developer.page();
        page.navigate(house.issuer() + "/developer/applications/new?kind=web-server");
        developer.givesPassword();
        developer.givesSecondFactorIfEnrolled();
        page.locator("#name").fill("Shopping list");
        page.locator("#redirect_uris").fill(redirectUri);
        page.locator("main form button.button-primary").click();
        assertThat(page.locator("#client-secret")).isVisible();
        String snippet = page.locator("[data-snippet=node]").textContent();
        page.locator("main a.button").click();
        page.locator(".tabs a[href$='/publication']").click();
        page.locator("main form button.button-primary").click();
        assertThat(page.locator("main")).containsText("Not verified");
        return snippet;
    }

    private static void opensWhenItListens(Page page, Process application, Path folder, String url) throws IOException {
        for (int attempt = 0; attempt < 50 && application.isAlive(); attempt++) {
            if (Files.readString(folder.resolve("app.log")).contains("Open ")) {
                page.navigate(url);
                return;
            }
            page.waitForTimeout(200);
        }
        throw new AssertionError("The snippet does not listen: " + Files.readString(folder.resolve("app.log")));
    }

    private static void removesAccess(Person person, House house) {
        Page page = person.page();
        page.navigate(house.issuer() + "/account/applications");
        page.locator("main a", new Page.LocatorOptions().setHasText("Shopping list"))
                .first()
                .click();
        page.locator("main form[action$='/remove'] button").first().click();
        assertThat(page.locator("main")).containsText("has no access any more");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            return socket.getLocalPort();
        }
    }
}
