package dev.latchkey.demo.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Form;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TokenRenewalFlowTests extends BrowserTest {

    @Test
    void renewsAnExpiredAccessTokenWithoutThePersonNoticing() {
        Grant grant = Grant.alice().expiring();
        Grant next = grant.renewed();
        browser.signIn(grant);
        authorizationServer.tokensFor(grant.refreshToken(), next);

        Page page = browser.open("/notes");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.heading()).isEqualTo("Notes");
        assertThat(authorizationServer.tokenRequests("refresh_token")).hasSize(1);
        String sent = notes.requests(RequestMethod.GET, "/notes").get(0).getHeader("Authorization");
        assertThat(sent).startsWith("Bearer eyJ");
        browser.open("/notes");
        assertThat(authorizationServer.tokenRequests("refresh_token"))
                .as("the new one is kept")
                .hasSize(1);
    }

    @Test
    void presentsARefreshTokenOnceWhenPagesLoadAtTheSameTime() throws Exception {
        Grant grant = Grant.alice().expiring();
        browser.signIn(grant);
        authorizationServer.tokensFor(grant.refreshToken(), grant.renewed());
        ExecutorService tabs = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Page>> loads = Collections.nCopies(8, () -> browser.open("/notes"));

            for (Future<Page> page : tabs.invokeAll(loads)) {
                assertThat(page.get().status()).isEqualTo(200);
            }
        } finally {
            tabs.shutdownNow();
        }

        assertThat(authorizationServer.tokenRequests("refresh_token")).hasSize(1);
    }

    @Test
    void signsInAgainAndComesBackWhenTheRenewalIsRefused() {
        Grant grant = Grant.alice().expiring();
        browser.signIn(grant);
        authorizationServer.refuse(grant.refreshToken(), "invalid_grant");

        URI request = browser.leavesFor(browser.open("/notes?q=milk"));
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.document().select("#q").val()).isEqualTo("milk");
    }

    @Test
    void savesWhatWasTypedAfterTheNewSignIn() {
        UUID id = UUID.randomUUID();
        Grant grant = Grant.alice().expiring();
        browser.signIn(grant);
        Form form = browser.open("/notes/new").form("/notes");
        authorizationServer.refuse(grant.refreshToken(), "invalid_grant");
        notes.creates(id, "Typed before", "and not lost");

        URI request = browser.leavesFor(browser.submit(form, Map.of("title", "Typed before", "text", "and not lost")));
        assertThat(notes.requests(RequestMethod.POST, "/notes")).isEmpty();
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.heading()).isEqualTo("Typed before");
        assertThat(notes.requests(RequestMethod.POST, "/notes"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.getBodyAsString()).contains("Typed before", "and not lost"));
    }

    @Test
    void doesNotSaveWhatAliceTypedWhenBobSignsInNext() {
        Grant grant = Grant.alice().expiring();
        browser.signIn(grant);
        Form form = browser.open("/notes/new").form("/notes");
        authorizationServer.refuse(grant.refreshToken(), "invalid_grant");
        notes.creates(UUID.randomUUID(), "Alice's", "secret");

        URI request = browser.leavesFor(browser.submit(form, Map.of("title", "Alice's", "text", "secret")));
        Page page = browser.open(authorizationServer.allow(request, Grant.bob()));

        assertThat(page.heading()).isEqualTo("Good to see you, Bob Builder");
        assertThat(notes.requests(RequestMethod.POST, "/notes")).isEmpty();
    }

    @Test
    void savesWhatWasTypedInASessionThatHasEndedSince() {
        UUID id = UUID.randomUUID();
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/new").form("/notes");
        notes.creates(id, "Long thoughts", "");
        browser.spoilSession();

        URI request = browser.leavesFor(browser.submit(form, Map.of("title", "Long thoughts")));
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.heading()).isEqualTo("Long thoughts");
        assertThat(notes.requests(RequestMethod.POST, "/notes")).hasSize(1);
    }

    @Test
    void savesAFormOfAnEarlierSessionAfterASignInInAnotherTab() {
        browser.signIn(Grant.alice());
        Form form = browser.open("/notes/new").form("/notes");
        notes.creates(UUID.randomUUID(), "Long thoughts", "");
        browser.spoilSession();
        browser.signIn(Grant.alice());

        URI request = browser.leavesFor(browser.submit(form, Map.of("title", "Long thoughts")));
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.heading()).isEqualTo("Long thoughts");
        assertThat(notes.requests(RequestMethod.POST, "/notes")).hasSize(1);
    }

    @Test
    void refusesAFormOfAnotherSiteThatArrivesWithoutSession() {
        browser.signIn(Grant.alice());
        browser.spoilSession();

        Page page =
                browser.post(browser.url("/notes"), Map.of("title", "Planted"), Map.of("Sec-Fetch-Site", "cross-site"));

        assertThat(page.status()).isEqualTo(403);
        assertThat(browser.open(authorizationServer.allow(browser.startSignIn(), Grant.alice()))
                        .heading())
                .as("nothing was kept")
                .startsWith("Good to see you");
        assertThat(notes.requests(RequestMethod.POST, "/notes")).isEmpty();
    }

    @Test
    void signsInAgainWhenTheApiRefusesAnAccessTokenThatIsStillFresh() {
        browser.signIn(Grant.alice());
        notes.answers(401);

        URI request = browser.leavesFor(browser.open("/notes"));
        notes.reset();
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.heading()).isEqualTo("Notes");
    }

    @Test
    void doesNotGoInCirclesWhenTheApiRefusesEveryToken() {
        browser.signIn(Grant.alice());
        notes.answers(401);

        URI request = browser.leavesFor(browser.open("/notes"));
        Page page = browser.open(authorizationServer.allow(request, Grant.alice()));

        assertThat(page.status()).isEqualTo(502);
        assertThat(page.heading()).isEqualTo("The notes API does not accept this sign-in");
    }

    @Test
    void keepsThePersonSignedInWhenTheAuthorizationServerIsDownDuringRenewal() {
        Grant grant = Grant.alice().expiring();
        browser.signIn(grant);
        authorizationServer.fail();

        Page page = browser.open("/notes");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.heading()).isEqualTo("A service does not answer");
        authorizationServer.reset();
        authorizationServer.tokensFor(grant.refreshToken(), grant.renewed());
        assertThat(browser.open("/notes").status()).isEqualTo(200);
    }

    @Test
    void refusesARenewedIdTokenOfAnotherPerson() {
        Grant grant = Grant.alice().expiring();
        browser.signIn(grant);
        authorizationServer.tokensFor(grant.refreshToken(), Grant.bob().renewed());

        browser.leavesFor(browser.open("/notes"));

        assertThat(notes.requests(RequestMethod.GET, "/notes")).isEmpty();
    }
}
