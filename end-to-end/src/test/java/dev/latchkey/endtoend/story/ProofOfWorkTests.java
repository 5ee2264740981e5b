package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Where the operator wants it, the browser works for a moment before a form is taken. Whoever fills one in need not know. */
@EndToEnd
class ProofOfWorkTests {

    @Test
    void isDoneWhileAPersonSignsUp(House house, People people) {
        URI server = house.guardedServer();
        Page page = people.bob().page();
        List<String> sent = new CopyOnWriteArrayList<>();
        List<String> complaints = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST")) {
                sent.add(request.postData());
            }
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });

        page.navigate(server.resolve("/signup").toString());
        assertThat(page.locator("[data-challenge]")).hasCount(1);
        fillIn(page, house.stranger());
        // At once: the form waits for the solution and goes by itself.
        page.locator("main form .button-primary").click();
        page.waitForURL(url -> URI.create(url).getPath().equals("/signup/verify"));

        assertThat(sent)
                .singleElement()
                .satisfies(form -> assertThat(form).containsPattern("altcha=[A-Za-z0-9%]{100}"));
        assertThat(complaints).isEmpty();
    }

    private static void fillIn(Page page, Account account) {
        page.locator("input[name=name]").fill("Nora Newcomer");
        page.locator("input[name=username]").fill(account.username());
        page.locator("input[name=email]").fill(account.email());
        page.locator("input[name=password]").fill(account.password());
        page.locator("input[name=passwordConfirmation]").fill(account.password());
    }
}
