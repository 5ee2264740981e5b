package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** FD-19: an administrator has switched a provider off. Nobody comes in by it; who is in stays, as with a password that is changed. */
class SwitchedOffTests {

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();
    private final String name = "off-" + UUID.randomUUID().toString().substring(0, 8);
    private StubProvider stub;

    @BeforeEach
    void start() throws Exception {
        stub = new StubProvider(server);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    @DisplayName("FD-19: sessions that began with it go on, and end when the provider or the person says so")
    void leavesSessionsAsTheyAre() {
        Browser one = signedUp();
        Browser other = stub.signIn(story.browser());
        switchOff();

        assertThat(one.open("/account").at("/account")).isTrue();
        assertThat(one.open("/connect/logout")
                        .submit("/connect/logout", Map.of("decision", "yes"))
                        .page()
                        .body())
                .as("there is no way to sign out there any more")
                .doesNotContain(stub.start());
        assertThat(other.open("/account").at("/account")).isTrue();
        assertThat(RelyingParty.postAnonymously(
                                server,
                                stub.start() + "/logout",
                                "logout_token=" + stub.logoutToken(Map.of("sub", name)))
                        .status())
                .isEqualTo(200);
        assertThat(other.open("/account").at("/login")).isTrue();
    }

    @Test
    @DisplayName("FD-19: who is on the way there to link something links nothing")
    void linksNothingThatWasOnTheWay() {
        TestAccount alice = people.withPassword();
        Browser browser = story.browserOf(alice);
        stub.person(name, null);
        browser.open("/account/identities").submit("/account/identities/new/" + stub.name(), Map.of());
        String answer = stub.comeBack(StubProvider.address(browser));
        switchOff();

        assertThat(browser.open(answer).page().statusCode()).isEqualTo(404);
        assertThat(identitiesOf(alice)).isZero();
    }

    @Test
    @DisplayName("FD-19: who has come back to link something and has not confirmed it links nothing")
    void linksNothingThatWaitsForItsConfirmation() {
        TestAccount alice = people.withPassword();
        Browser browser = story.browserOf(alice);
        stub.person(name, null);
        browser.open("/account/identities").submit("/account/identities/new/" + stub.name(), Map.of());
        browser.open(stub.comeBack(StubProvider.address(browser)));
        assertThat(browser.at("/account/identities/new")).isTrue();
        switchOff();

        browser.submit("/account/identities/new", Map.of());

        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(identitiesOf(alice)).isZero();
    }

    @Test
    @DisplayName("FD-19: it confirms nobody, and is not offered for that")
    void confirmsNobody() {
        Browser browser = signedUp();
        people.letFactorsAge(TestAccount.of(name, "", ""), Duration.ofMinutes(11));
        browser.open("/account/delete");
        assertThat(browser.at("/reauthenticate")).isTrue();
        browser.submit("/reauthenticate/federated/" + stub.name(), Map.of());
        String answer = stub.comeBack(StubProvider.address(browser));
        switchOff();

        assertThat(browser.open(answer).page().statusCode()).isEqualTo(404);
        assertThat(browser.open("/account/delete").at("/reauthenticate")).isTrue();
        assertThat(browser.page().body()).doesNotContain("/reauthenticate/federated/" + stub.name());
    }

    @Test
    void isNoWayToSignInForWhoUnlinksAnother() throws Exception {
        Browser browser = signedUp();
        try (StubProvider second = new StubProvider(server)) {
            second.person(name, null);
            browser.open("/account/identities").submit("/account/identities/new/" + second.name(), Map.of());
            browser.open(second.comeBack(StubProvider.address(browser)));
            browser.submit("/account/identities/new", Map.of());
            switchOff();
            String id = server.database()
                    .sql("select id::text from federated_identity where subject = :name and provider_id = :provider")
                    .param("name", name)
                    .param("provider", second.provider().id())
                    .query(String.class)
                    .single();

            browser.open("/account/identities").submit("/account/identities/" + id + "/removal", Map.of());

            assertThat(browser.page().statusCode()).isEqualTo(409);
        }
    }

    @Test
    void isAsBeforeWhenItIsSwitchedOnAgain() {
        signedUp();
        switchOff();
        stub.changed(provider -> provider.switched(true));
        assertThat(stub.signIn(story.browser()).open("/account").at("/account")).isTrue();
    }

    private Browser signedUp() {
        stub.person(name, name + "@example.test");
        Browser browser = stub.signIn(story.browser());
        browser.submit("/signup/federated", Map.of("username", name, "name", "N"));
        assertThat(browser.open("/account").at("/account")).isTrue();
        return browser;
    }

    private void switchOff() {
        stub.changed(provider -> provider.switched(false));
    }

    private int identitiesOf(TestAccount account) {
        return server.bean(FederatedIdentities.class).of(people.idOf(account)).size();
    }
}
