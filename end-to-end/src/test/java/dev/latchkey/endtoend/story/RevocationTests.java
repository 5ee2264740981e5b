package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Client;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a person takes back in the browser is taken back everywhere, within seconds. */
@EndToEnd
class RevocationTests {

    /** RFC 7636 appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    @DisplayName("RS-14 the notes API refuses a token seconds after its access was removed in the browser")
    void reachesTheNotesApiWithinSeconds(House house, People people) {
        Person bob = people.bob();
        String token = accessToken(bob, house);
        assertThat(notes(house, token)).isEqualTo(200);

        Page page = bob.page();
        page.navigate(house.issuer() + "/account/applications");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove access"))
                .first()
                .click();
        assertThat(page.getByText("The application has no access any more.")).isVisible();

        // Five seconds by the clock are counted in the notes API's StatusListTests; a busy machine may need more here.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> notes(house, token) == 401);
    }

    @Test
    @DisplayName("RF-20 a logout that was acknowledged before the server was killed is told when it is back")
    void tellsTheOtherApplicationAlthoughTheServerWasKilled(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());
        DemoApplication second = bob.startsSignInAt(house.demoTwo());
        bob.allowsIfAsked();
        second.expectSignedIn();
        demo.open();

        demo.signOut();
        house.killAuthServer();
        house.startAuthServerAgain();

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            second.open();
            assertThat(second.signInLink()).isVisible();
        });
    }

    /**
     * As an application that keeps the token for itself: the demo, to which the browser comes back, knows of no such request
     * and leaves the code alone.
     */
    private static String accessToken(Person person, House house) {
        Client client = house.demo();
        person.page()
                .navigate(house.issuer() + "/oauth2/authorize?"
                        + form(Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                client.id(),
                                "redirect_uri",
                                client.redirectUri().toString(),
                                "scope",
                                "openid notes:read",
                                "code_challenge",
                                CHALLENGE,
                                "code_challenge_method",
                                "S256")));
        person.givesPassword();
        person.allowsIfAsked();
        person.page().waitForURL(url -> url.startsWith(client.address().toString()));
        String answer = person.visited().stream()
                .map(URI::toString)
                .filter(url -> url.startsWith(client.redirectUri().toString()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        String code = answer.replaceFirst(".*[?&]code=([^&]*).*", "$1");
        HttpResponse<String> tokens = send(HttpRequest.newBuilder(URI.create(house.issuer() + "/oauth2/token"))
                .header("Authorization", basic(client))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        client.redirectUri().toString(),
                        "code_verifier",
                        VERIFIER)))));
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(tokens.body()).path("access_token").asString();
    }

    private static int notes(House house, String token) {
        return send(HttpRequest.newBuilder(URI.create(house.notesApi() + "/notes"))
                        .header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String basic(Client client) {
        String pair = client.id() + ":" + client.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
