package dev.latchkey.auth.developer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** For whom an application is, and how it comes to be verified and not any more. */
class PublicationTests {

    private static final String REVIEW = "/admin/applications/review";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final Portal portal = new Portal(story);
    private final TestAccount owner = people.withPassword();
    private final Browser browser = story.browserOf(owner);

    @Test
    void keepsADraftToItsOwnerAndTesters() {
        TestClient client = portal.registered(browser);
        TestAccount tester = people.withPassword();
        Browser other = story.browserOf(tester);

        portal.asksFor(other, client);
        assertThat(Redirect.of(other.leftFor()).parameters()).containsEntry("error", "access_denied");
        String publication = portal.pathOf(client) + "/publication";
        browser.open(publication)
                .submit(publication + "/testers", Map.of("email", tester.username() + "@example.test"));

        assertThat(portal.asksFor(other, client).at("/oauth2/consent")).isTrue();
    }

    @Test
    void isOpenToEverybodyOncePublished() {
        TestClient client = portal.registered(browser);

        portal.publish(browser, client);

        assertThat(portal.stateOf(client)).isEqualTo("UNVERIFIED");
        assertThat(portal.asksFor(story.browserOf(people.withPassword()), client)
                        .at("/oauth2/consent"))
                .isTrue();
    }

    @Test
    void isOpenToALimitedNumberOfPeopleUntilItIsVerified() {
        TestClient client = portal.registered(browser);
        portal.publish(browser, client);
        story.server()
                .database()
                .sql("""
                        with people as (
                          insert into account (id, username, username_key, email, email_key, email_verified, name, enabled,
                                               created_at, updated_at, version)
                          select gen_random_uuid(), u, u, u || '@example.test', u || '@example.test', true, 'Many', true,
                                 now(), now(), 0
                          from (select 'user-' || n || '-' || :id as u from generate_series(1, 100) n) names
                          returning id)
                        insert into oauth_consent (account_id, client_id, resource, scopes, granted_at, updated_at)
                        select id, :client, '', '{openid}', now(), now() from people
                        """)
                .param("id", owner.username())
                .param("client", portal.idOf(client))
                .update();

        Browser late = story.browserOf(people.withPassword());

        assertThat(Redirect.of(portal.asksFor(late, client).leftFor()).parameters())
                .containsEntry("error", "access_denied");
    }

    @Test
    @DisplayName("PT-12: a name with a well-known one in it opens by a review only")
    void doesNotPublishWhatResembles() {
        portal.register(browser, Map.of("name", "Google Calendar Sync"));
        TestClient client = clientOnPage();

        browser.open(portal.pathOf(client) + "/publication");
        assertThat(browser.page().body()).contains("resembles", "google").doesNotContain("Open it to everybody");
        browser.postRaw(portal.pathOf(client) + "/publication", Map.of("_csrf", browser.hiddenField("_csrf")));

        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(portal.stateOf(client)).isEqualTo("DRAFT");
    }

    @Test
    @DisplayName("PT-04: what was verified and changes is not verified any more")
    void losesItsVerificationWithItsAddresses() {
        TestClient client = verified();
        String redirects = portal.pathOf(client) + "/redirects";

        browser.open(redirects).submit(redirects, Map.of("redirect_uris", "https://elsewhere.test/cb"));

        assertThat(browser.page().body()).contains("It is saved.");
        assertThat(portal.stateOf(client)).isEqualTo("UNVERIFIED");
    }

    @Test
    @DisplayName("PT-04: the same for its name")
    void losesItsVerificationWithItsName() {
        TestClient client = verified();

        browser.open(portal.pathOf(client)).submit(portal.pathOf(client), Map.of("name", "Another name"));

        assertThat(portal.stateOf(client)).isEqualTo("UNVERIFIED");
    }

    @Test
    void keepsItsVerificationWithAnotherDescription() {
        TestClient client = verified();

        browser.open(portal.pathOf(client))
                .submit(portal.pathOf(client), Map.of("name", "Shopping list", "description", "Keeps lists"));

        assertThat(portal.stateOf(client)).isEqualTo("VERIFIED");
    }

    @Test
    void isUnknownWhileItIsSuspended() {
        TestClient client = portal.registered(browser);
        Browser administrator = story.browserOf(people.administrator());

        decide(administrator, client, "suspend");
        assertThat(story.relyingParty(client).refresh("x").refusal()).isEqualTo("401 invalid_client");

        decide(administrator, client, "restore");
        assertThat(story.relyingParty(client).refresh("x").refusal()).isEqualTo("400 invalid_grant");
        assertThat(portal.stateOf(client)).isEqualTo("DRAFT");
    }

    /** The registration alone is on again: what was suspended is open to nobody by its state too. */
    @Test
    void isOpenNotEvenToItsOwnerWhileItIsSuspended() {
        TestClient client = portal.registered(browser);
        story.server()
                .database()
                .sql("update application set state = 'SUSPENDED' where id = cast(:id as uuid)")
                .param("id", portal.idOf(client).toString())
                .update();

        portal.asksFor(browser, client);

        assertThat(Redirect.of(browser.leftFor()).parameters()).containsEntry("error", "access_denied");
    }

    @Test
    @DisplayName("PT-17: an offer is for the account that has the address, and for nobody else")
    void isGivenToNobodyButWhomItIsOfferedTo() {
        TestClient client = verified();
        TestAccount receiver = people.withPassword();
        Browser theirs = story.browserOf(receiver);
        Browser stranger = story.browserOf(people.withPassword());
        String danger = portal.pathOf(client) + "/danger";
        String offer = "/developer/transfers/" + portal.idOf(client);
        browser.open(danger).submit(danger + "/transfer", Map.of("email", receiver.username() + "@example.test"));

        assertThat(stranger.open(offer).page().statusCode()).isEqualTo(404);
        stranger.open("/account");
        assertThat(stranger.postRaw(offer, Map.of("_csrf", stranger.hiddenField("_csrf")))
                        .page()
                        .statusCode())
                .isEqualTo(404);
        assertThat(portal.countOf(owner)).isEqualTo(1);
        theirs.open(offer).submit(offer, Map.of());

        assertThat(theirs.page().body()).contains("The application is yours now.");
        assertThat(portal.countOf(receiver)).isEqualTo(1);
        assertThat(portal.stateOf(client)).isEqualTo("UNVERIFIED");
        assertThat(browser.open(portal.pathOf(client)).page().statusCode()).isEqualTo(404);
        assertThat(theirs.open(offer).page().statusCode()).isEqualTo(404);
    }

    private TestClient verified() {
        TestClient client = portal.registered(browser);
        String publication = portal.pathOf(client) + "/publication";
        browser.open(publication).submit(publication + "/review", Map.of("note", "Please"));
        decide(story.browserOf(people.administrator()), client, "verify");
        assertThat(portal.stateOf(client)).isEqualTo("VERIFIED");
        return client;
    }

    private void decide(Browser administrator, TestClient client, String decision) {
        String path = REVIEW + "/" + portal.idOf(client);
        administrator.open(path).submit(path, Map.of("decision", decision, "note", "Looked at"));
        assertThat(administrator.page().body()).contains("It is decided.");
    }

    private TestClient clientOnPage() {
        String clientId = browser.page().body().replaceAll("(?s).*id=\"client-id\">([^<]+)<.*", "$1");
        return new TestClient(clientId, "", Portal.CALLBACK);
    }
}
