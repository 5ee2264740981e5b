package dev.latchkey.endtoend.federation;

import static dev.latchkey.endtoend.federation.Steps.accountsWith;
import static dev.latchkey.endtoend.federation.Steps.button;
import static dev.latchkey.endtoend.federation.Steps.continueWith;
import static dev.latchkey.endtoend.federation.Steps.whoIsIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Signing in with SAML providers that others wrote, in a browser. What they answer is posted by a page of theirs, and a browser keeps
 * our cookies from what another site posts.
 */
@EndToEnd
class SamlProviderTests {

    private static List<NpmSamlProvider> saml = List.of();
    private static Page administration;

    @BeforeAll
    static void addProviders(House house, People people) {
        saml = Stream.of("samlp", "samlify")
                .map(library -> new NpmSamlProvider(house, library))
                .toList();
        administration = Steps.administration(house, people);
        saml.forEach(provider -> add(administration, house, provider));
    }

    /** Other tests meet the sign-in page as it was. */
    @AfterAll
    static void switchProvidersOff(House house) {
        saml.forEach(provider -> Steps.switchOff(administration, house, provider.entityId()));
        saml.forEach(NpmSamlProvider::stop);
    }

    static Stream<NpmSamlProvider> providers() {
        return saml.stream();
    }

    private static void add(Page page, House house, NpmSamlProvider provider) {
        page.navigate(house.issuer()
                .resolve("/admin/identity-providers/new?kind=SAML")
                .toString());
        page.locator("input[name=name]").fill(provider.name());
        page.locator("input[name=title]").fill(provider.name());
        page.locator("input[name=issuer]").fill(provider.entityId());
        page.locator("input[name=metadataUrl]").fill(provider.metadataUrl());
        page.locator("input[name=signRequests]").check();
        page.locator("input[name=emailTrusted]").check();
        Steps.saveAndTest(page, provider.entityId());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void makesAnAccountOnceAndKnowsItsOwnerAfterwards(NpmSamlProvider provider, House house, People people)
            throws SQLException {
        Account nina = house.stranger();
        Page page = people.as(nina).page();
        goTo(provider, page, house);
        provider.signIn(page, nina);
        page.waitForURL(url -> url.endsWith("/signup/federated"));
        assertThat(page.locator("main").textContent()).contains(nina.email(), provider.name());
        assertThat(accountsWith(nina.email(), house))
                .as("nothing is made before it is shown")
                .isZero();
        button(page, "Create account").click();
        assertThat(whoIsIn(page, house)).isEqualTo(nina.username());

        provider.rotateKey();

        Page again = people.as(nina).page();
        goTo(provider, again, house);
        provider.signIn(again, nina);
        assertThat(whoIsIn(again, house))
                .as("with another key, and without a question")
                .isEqualTo(nina.username());
        assertThat(accountsWith(nina.email(), house)).isEqualTo(1);
    }

    /** The browser has our cookies and keeps them from the answer; it brings them when it fetches what became of it. */
    @ParameterizedTest
    @MethodSource("providers")
    void needsNoCookieWhereTheOtherSitePosts(NpmSamlProvider provider, House house, People people) {
        Account olga = house.stranger();
        Page page = people.as(olga).page();
        List<Request> requests = new ArrayList<>();
        page.onRequest(requests::add);
        goTo(provider, page, house);
        assertThat(page.context().cookies(house.issuer().toString())).isNotEmpty();
        provider.signIn(page, olga);
        button(page, "Create account").click();
        assertThat(whoIsIn(page, house)).isEqualTo(olga.username());

        Request posted = only(requests, provider.way() + "/acs");
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.allHeaders())
                .as("the page of the other site")
                .containsEntry("sec-fetch-site", "cross-site")
                .containsEntry("origin", provider.origin())
                .doesNotContainKey("cookie");
        Request fetched = only(requests, provider.way() + "/callback");
        assertThat(fetched.method()).isEqualTo("GET");
        assertThat(fetched.allHeaders()).as("our own page").containsKey("cookie");
        assertThat(page.context().cookies(house.issuer().toString()))
                .as("none is there for other sites")
                .noneMatch(cookie -> String.valueOf(cookie.sameSite).equals("NONE"));
    }

    private static Request only(List<Request> requests, String address) {
        List<Request> found = requests.stream()
                .filter(request -> request.url().replaceFirst("\\?.*", "").equals(address))
                .toList();
        assertThat(found).as(address).hasSize(1);
        return found.get(0);
    }

    private static void goTo(NpmSamlProvider provider, Page page, House house) {
        page.navigate(house.issuer().resolve("/login").toString());
        continueWith(provider.name(), page);
        page.waitForURL(url -> URI.create(url).getPath().equals("/sso"));
    }
}
