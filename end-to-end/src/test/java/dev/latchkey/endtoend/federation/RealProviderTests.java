package dev.latchkey.endtoend.federation;

import static dev.latchkey.endtoend.federation.Steps.accountsWith;
import static dev.latchkey.endtoend.federation.Steps.button;
import static dev.latchkey.endtoend.federation.Steps.continueWith;
import static dev.latchkey.endtoend.federation.Steps.whoIsIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** People sign in with providers that an administrator has added, as they do everywhere: in a browser, from one site to the other. */
@EndToEnd
class RealProviderTests {

    private static List<Upstream> upstreams = List.of();
    private static Page administration;

    @BeforeAll
    static void addProviders(House house, People people) {
        upstreams = List.of(new NpmProvider(house), new OtherLatchkey(house.neighbour()));
        administration = Steps.administration(house, people);
        upstreams.forEach(upstream -> add(administration, house, upstream));
    }

    /** Other tests meet the sign-in page as it was. */
    @AfterAll
    static void switchProvidersOff(House house) {
        upstreams.forEach(upstream ->
                Steps.switchOff(administration, house, upstream.issuer().toString()));
        upstreams.forEach(Upstream::stop);
    }

    static Stream<Upstream> providers() {
        return upstreams.stream();
    }

    private static void add(Page page, House house, Upstream upstream) {
        page.navigate(house.issuer().resolve("/admin/identity-providers/new").toString());
        page.locator("input[name=name]").fill(upstream.name());
        page.locator("input[name=title]").fill(upstream.title());
        page.locator("input[name=issuer]").fill(upstream.issuer().toString());
        page.locator("input[name=clientId]").fill(upstream.clientId());
        page.locator("input[name=clientSecret]").fill(upstream.clientSecret());
        Steps.saveAndTest(page, upstream.issuer().toString());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void makesAnAccountOnceAndKnowsItsOwnerAfterwards(Upstream upstream, House house, People people)
            throws SQLException {
        Account nina = upstream.person(0);
        Page page = people.as(nina).page();
        goTo(upstream, page, house);
        upstream.signIn(page, nina);
        page.waitForURL(url -> url.endsWith("/signup/federated"));
        assertThat(page.locator("main").textContent()).contains(nina.email(), upstream.title());
        assertThat(accountsWith(nina.email(), house))
                .as("nothing is made before it is shown")
                .isZero();
        button(page, "Create account").click();
        assertThat(whoIsIn(page, house)).isEqualTo(nina.username());
        assertThat(accountsWith(nina.email(), house)).isEqualTo(1);

        upstream.rotateKey(people.admin().page());

        Page again = people.as(nina).page();
        goTo(upstream, again, house);
        upstream.signIn(again, nina);
        assertThat(whoIsIn(again, house))
                .as("with another key, and without a question")
                .isEqualTo(nina.username());
        assertThat(accountsWith(nina.email(), house)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void linksAnAccountThatIsThereOnlyWhenItsOwnerHasSignedIn(Upstream upstream, House house, People people)
            throws SQLException {
        Account lena = upstream.person(1);
        people.newcomer(lena);
        Page page = people.as(lena).page();
        goTo(upstream, page, house);
        upstream.signIn(page, lena);
        page.waitForURL(url -> url.endsWith("/signup/federated"));
        page.navigate(house.issuer().resolve("/account").toString());
        assertThat(URI.create(page.url()).getPath())
                .as("the address proves nothing")
                .isEqualTo("/login");

        page.navigate(house.issuer().resolve("/signup/federated").toString());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in and link"))
                .click();
        page.locator("input[name=username]").fill(lena.username());
        page.locator("input[name=password]").fill(lena.password());
        button(page, "Sign in").click();
        page.waitForURL(url -> url.endsWith("/account/identities/new"));
        button(page, "Link").click();
        page.waitForURL(url -> url.contains("done=LINKED"));

        Page again = people.as(lena).page();
        goTo(upstream, again, house);
        upstream.signIn(again, lena);
        assertThat(whoIsIn(again, house)).isEqualTo(lena.username());
        assertThat(accountsWith(lena.email(), house)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void signsOutThereTooAndHereWhenItIsSaidThere(Upstream upstream, House house, People people) {
        Account olga = upstream.person(2);
        Page page = people.as(olga).page();
        goTo(upstream, page, house);
        upstream.signIn(page, olga);
        button(page, "Create account").click();
        assertThat(whoIsIn(page, house)).isEqualTo(olga.username());

        page.navigate(house.issuer().resolve("/connect/logout").toString());
        page.locator("button[name=decision][value=yes]").click();
        button(page, "Sign out of " + upstream.title() + " too").click();
        upstream.confirmSignOut(page);
        page.waitForURL(url -> url.startsWith(house.issuer() + "/logout/done"));

        goTo(upstream, page, house);
        upstream.signIn(page, olga);
        assertThat(whoIsIn(page, house)).as("asked again there").isEqualTo(olga.username());

        upstream.signOut(page);
        Awaitility.await("the end of the session here")
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(whoIsIn(page, house)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void saysSoWhileItIsStoppedAndOffersAnotherWay(Upstream upstream, House house, People people) {
        Person bob = people.bob();
        Page page = bob.page();
        upstream.stop();
        try {
            Awaitility.await("what is known of the provider to be too old")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(TimeoutError.class)
                    .untilAsserted(() -> {
                        page.navigate(house.issuer().resolve("/login").toString());
                        continueWith(upstream.title(), page);
                        // Sent to the stopped provider, the browser shows an error page of its own, without any of
                        // this.
                        page.getByText("doesn’t answer at the moment")
                                .waitFor(new Locator.WaitForOptions().setTimeout(2000));
                        assertThat(page.url()).startsWith(house.issuer().toString());
                    });
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in another way"))
                    .click();
            bob.givesPassword();
            assertThat(whoIsIn(page, house)).isEqualTo("bob");
        } finally {
            upstream.startAgain();
        }
    }

    private static void goTo(Upstream upstream, Page page, House house) {
        page.navigate(house.issuer().resolve("/login").toString());
        continueWith(upstream.title(), page);
        page.waitForURL(url -> url.startsWith(upstream.issuer().toString()));
    }
}
