package dev.latchkey.auth.developer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.account.AccountErased;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What whoever answers for an application can do with it, and what not. */
class ApplicationOwnershipTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final Portal portal = new Portal(story);
    private final TestAccount owner = people.withTotp();
    private final Browser browser = story.browserOf(owner);
    private final JdbcClient database = story.server().database();
    private final TestClient client = portal.registered(browser);
    private final String danger = portal.pathOf(client) + "/danger";
    private final String credentials = portal.pathOf(client) + "/credentials";

    @Test
    @DisplayName("“We had a breach”: all access ends at once, people are told by mail, and it is written down")
    void endsAllAccessAtOnce() {
        portal.publish(browser, client);
        TestAccount person = people.withPassword();
        Browser theirs = story.browserOf(person);
        RelyingParty.Answer tokens = tokens(theirs);
        RelyingParty relyingParty = story.relyingParty(client);
        assertThat(relyingParty.isActive(tokens.text("access_token"))).isTrue();

        browser.open(danger).submit(danger + "/withdraw", Map.of("confirmation", "another name"));
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(relyingParty.isActive(tokens.text("access_token"))).isTrue();

        browser.open(danger).submit(danger + "/withdraw", Map.of("confirmation", "Shopping list"));

        assertThat(browser.page().body()).contains("All access is ended.");
        assertThat(relyingParty.isActive(tokens.text("access_token"))).isFalse();
        assertThat(relyingParty.refresh(tokens.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
        assertThat(theirs.open("/account/applications").page().body()).doesNotContain(client.clientId());
        assertThat(story.server()
                        .mailbox()
                        .awaitSaying(person.username() + "@example.test", "Shopping list")
                        .text())
                .contains("Shopping list");
        assertThat(portal.asksFor(theirs, client).at("/oauth2/consent")).isTrue();
        assertThat(database.sql("""
                                select details ->> 'withdrawn' from security_event
                                 where client_id = :client and details ->> 'withdrawn' is not null
                                """)
                        .param("client", client.clientId())
                        .query(String.class)
                        .list())
                .containsExactly("1");
    }

    @Test
    @DisplayName(
            "It goes with the account of its owner, and everything that it was given: nobody is left to answer for it")
    void goesWithItsOwner() {
        portal.publish(browser, client);
        RelyingParty.Answer tokens = tokens(story.browserOf(people.withPassword()));
        assertThat(portal.rowOf(client)).hasSize(1);

        story.server().publish(new AccountErased(people.idOf(owner)));

        assertThat(portal.rowOf(client)).isEmpty();
        assertThat(story.relyingParty(client)
                        .refresh(tokens.text("refresh_token"))
                        .refusal())
                .isEqualTo("401 invalid_client");
        assertThat(database.sql("select count(*) from oauth_grant g where not exists"
                                + " (select 1 from client c where c.id = g.client_id)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("PT-16: ending all access needs a fresh factor")
    void endsNothingAfterAnOldSignIn() {
        browser.open(danger);
        people.letFactorsAge(owner, Duration.ofMinutes(11));

        browser.submit(danger + "/withdraw", Map.of("confirmation", "Shopping list"));

        assertThat(browser.page().uri().getPath()).isIn("/reauthenticate", "/mfa/totp");
    }

    @Test
    @DisplayName("An application that is suspended cannot be deleted by its owner, who would register it once more")
    void keepsWhatIsSuspended() {
        database.sql("update application set state = 'SUSPENDED' where id = :id")
                .param("id", portal.idOf(client))
                .update();

        browser.open(danger).submit(danger + "/delete", Map.of("confirmation", "Shopping list"));

        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("A suspended application can’t be deleted.");
        assertThat(portal.countOf(owner)).isEqualTo(1);
    }

    @Test
    @DisplayName("PT-04: a further scope costs the verification, and fewer cost nothing")
    void losesItsVerificationWithAFurtherScope() {
        verified();
        String scopes = portal.pathOf(client) + "/scopes";
        post(scopes, "scope=openid");
        assertThat(portal.stateOf(client)).isEqualTo("VERIFIED");

        post(scopes, "scope=openid&scope=email");

        assertThat(portal.stateOf(client)).isEqualTo("UNVERIFIED");
    }

    @Test
    @DisplayName("PT-04: with a change that costs the verification no sensitive scope comes along")
    void takesNoSensitiveScopeAlongWithAnotherName() {
        verified();
        post(portal.pathOf(client) + "/scopes", "scope=openid&scope=notes:delete&reason.notes:delete=Why+not");

        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(portal.stateOf(client)).isEqualTo("VERIFIED");
        assertThat(portal.rowOf(client).toString()).doesNotContain("notes:delete");
    }

    @Test
    @DisplayName("PT-03: what an administrator set stays when the owner saves a form")
    void keepsWhatAnAdministratorSet() {
        database.sql("""
                        update client set metadata = metadata || '{"require_pushed_authorization_requests": true,
                                "dpop_bound_access_tokens": true, "default_acr_values": ["urn:x"], "software_id": "kept"}'
                         where id = :id
                        """).param("id", portal.idOf(client)).update();
        story.server().forgetClient(client.clientId());

        browser.open(portal.pathOf(client)).submit(portal.pathOf(client), Map.of("name", "Another list"));

        assertThat(browser.page().body()).contains("It is saved.");
        assertThat(portal.rowOf(client).toString())
                .contains(
                        "Another list",
                        "\"require_pushed_authorization_requests\": true",
                        "\"dpop_bound_access_tokens\": true",
                        "urn:x",
                        "kept");
    }

    @Test
    void provesItselfWithPublicKeysInPlaceOfSecrets() {
        JWK key = SigningClient.ecKey();
        String jwks = new JWKSet(key.toPublicJWK()).toString();
        assertThat(story.relyingParty(client).refresh("x").refusal()).isEqualTo("400 invalid_grant");

        browser.open(credentials).submit(credentials + "/keys", Map.of("jwks", jwks));

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body()).contains("It has no secret.").doesNotContain("Make a new secret");
        assertThat(story.relyingParty(client).refresh("x").refusal()).isEqualTo("401 invalid_client");
        assertThat(signed(key).refusal()).isEqualTo("400 invalid_grant");
        browser.open(portal.pathOf(client)).submit(portal.pathOf(client), Map.of("name", "Another list"));
        assertThat(signed(key).refusal())
                .as("a form that is saved leaves the keys")
                .isEqualTo("400 invalid_grant");

        browser.open(credentials).submit(credentials + "/keys/drop", Map.of());
        assertThat(browser.page().body()).contains("There is none: the application can’t get tokens.");
        assertThat(signed(key).refusal()).isEqualTo("401 invalid_client");
        browser.submit(credentials, Map.of());
        TestClient again = new TestClient(client.clientId(), Portal.secretOn(browser), client.redirectUri());
        assertThat(story.relyingParty(again).refresh("x").refusal()).isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "nonsense",
                "[]",
                "{\"keys\": []}",
                "{\"keys\": [{\"kty\": \"oct\", \"k\": \"AAAA\"}]}",
                "PRIVATE"
            })
    void refusesWhatHoldsNoPublicKey(String typed) {
        String jwks = typed.equals("PRIVATE") ? new JWKSet(SigningClient.ecKey()).toString(false) : typed;

        browser.open(credentials).submit(credentials + "/keys", Map.of("jwks", jwks));

        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("That holds no public key that we take");
        assertThat(story.relyingParty(client).refresh("x").refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("SS-01: keys are not fetched from inside the network, nor from two places")
    void refusesAddressesOfKeys() {
        for (String uri :
                List.of("http://10.0.0.1/jwks", "javascript:alert(1)", "https://10.0.0.1/jwks", "file:///etc/passwd")) {
            browser.open(credentials).submit(credentials + "/keys", Map.of("jwks_uri", uri));
            assertThat(browser.page().statusCode()).as(uri).isEqualTo(422);
        }
        String jwks = new JWKSet(SigningClient.ecKey().toPublicJWK()).toString();
        browser.open(credentials)
                .submit(credentials + "/keys", Map.of("jwks", jwks, "jwks_uri", "https://keys.test/jwks"));
        assertThat(browser.page().statusCode()).isEqualTo(422);
    }

    @Test
    void showsTheConsentPageAsOthersWillSeeIt() {
        portal.publish(browser, client);
        Browser other = story.browserOf(people.withPassword());
        String real = portal.asksFor(other, client).page().body();

        String preview = browser.open(portal.pathOf(client) + "/preview").page().body();

        for (String part :
                List.of("wants to access your Latchkey account", "Nobody has verified", "portal.test", "<fieldset>")) {
            assertThat(preview.contains(part)).as(part).isEqualTo(real.contains(part));
        }
        assertThat(preview).contains("inert", "portal.test", owner.username() + "@example.test");
        assertThat(preview).doesNotContain("action=\"/oauth2/consent\"", "name=\"request\"", "Switch account");
    }

    @Test
    @DisplayName("DV-01: the device page says who registered the application and that nobody has verified it")
    void namesTheDeveloperOnTheDevicePage() {
        TestClient device = portal.registeredDevice(browser, "Telly");
        String code = story.relyingParty(device)
                .post("/oauth2/device_authorization", Map.of("scope", "openid"))
                .text("user_code");

        browser.open("/device").submit("/device", Map.of("user_code", code));

        assertThat(browser.page().body())
                .contains("Telly", code, "Nobody has verified this application")
                .contains(database.sql("select name from account where id = :id")
                        .param("id", people.idOf(owner))
                        .query(String.class)
                        .single());
    }

    private RelyingParty.Answer signed(JWK key) {
        Instant now = Instant.now();
        String assertion = SigningClient.sign(
                SigningClient.header("ES256", "JWT").keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(client.clientId())
                        .subject(client.clientId())
                        .audience(story.server().issuer())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .build(),
                key);
        Map<String, String> form = new HashMap<>(SigningClient.fields(assertion));
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", "x");
        return RelyingParty.postAnonymously(story.server(), "/oauth2/token", RelyingParty.encode(form));
    }

    private RelyingParty.Answer tokens(Browser theirs) {
        theirs.open(
                new AuthorizationRequest(client).with("scope", "openid profile").url());
        theirs.submit("/oauth2/consent", Map.of("decision", "allow"));
        return story.relyingParty(client).redeem(Redirect.of(theirs.leftFor()).code());
    }

    private void verified() {
        database.sql("update application set state = 'VERIFIED' where id = :id")
                .param("id", portal.idOf(client))
                .update();
    }

    /** What is ticked twice or not at all cannot be said by a map. */
    private void post(String path, String form) {
        browser.open(path);
        browser.postForm(
                path, form + "&_csrf=" + URLEncoder.encode(browser.hiddenField("_csrf"), StandardCharsets.UTF_8));
    }
}
