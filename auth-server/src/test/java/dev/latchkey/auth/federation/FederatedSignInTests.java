package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Signing in with another site, and everything that must not work. The ids are those of the attack list. */
class FederatedSignInTests {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();
    private StubProvider stub;

    @BeforeEach
    void startProvider() throws Exception {
        stub = new StubProvider(server);
    }

    @AfterEach
    void stopProvider() {
        stub.close();
    }

    @Test
    void makesAnAccountOnlyAfterShowingWhatWillBeStored() throws Exception {
        String name = newName();
        stub.person(name, name + "@example.test").with("preferred_username", name);
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit(stub.start(), Map.of());
        browser.open(stub.comeBack(StubProvider.address(browser)));

        assertThat(browser.at("/signup/federated")).isTrue();
        assertThat(browser.page().body()).contains(name + "@example.test", "value=\"" + name + "\"");
        assertThat(accountsWith(name + "@example.test")).isZero();
        browser.submit("/signup/federated", Map.of("username", name, "name", "Chosen Name"));

        Map<String, Object> token = idToken(browser);
        assertThat(token.get("amr")).isEqualTo(List.of("fed"));
        assertThat(token.get("acr")).isEqualTo("urn:latchkey:acr:1fa");
        assertThat(accountsWith(name + "@example.test")).isEqualTo(1);
        assertThat(server.mailbox().awaitTo(name + "@example.test").text())
                .contains(stub.provider().title());
    }

    @Test
    @DisplayName("FD-06: knows people by subject, whatever their address is now")
    void knowsPeopleBySubject() {
        String name = signedUp();
        TestAccount bob = people.withPassword();
        stub.person(name, email(bob));

        Browser browser = stub.signIn(story.browser());

        assertThat(whoIsIn(browser)).isEqualTo(name);
    }

    @Test
    @DisplayName("FD-01: an address that is not called verified, as a boolean, is worth nothing")
    void trustsNoUnverifiedAddress() {
        TestAccount alice = people.withPassword();
        for (Object verified : new Object[] {false, "true", "false", 1}) {
            stub.person(newName(), email(alice)).with("email_verified", verified);
            assertNobodyGetsIn(stub.signIn(story.browser()), "Create account");
        }
        stub.person(newName(), email(alice)).with("email_verified", null);
        assertNobodyGetsIn(stub.signIn(story.browser()), "Create account");
        assertThat(identitiesOf(alice)).isZero();
    }

    @Test
    @DisplayName("FD-02, FD-07: the same address under another subject gets nobody in, and links nothing")
    void linksNothingByAddress() {
        TestAccount alice = people.withPassword();
        stub.person(newName(), email(alice));
        Browser browser = stub.signIn(story.browser());

        assertNobodyGetsIn(browser, "Sign in and link");
        browser.open("/login");
        browser.postRaw("/signup/federated", Map.of("username", newName(), "name", "X", "_csrf", csrf(browser)));
        assertThat(browser.open("/account").at("/login")).isTrue();
        assertThat(identitiesOf(alice)).isZero();
    }

    @Test
    void linksAnAccountWithTheAddressOnceItsOwnerHasSignedInHere() {
        TestAccount alice = people.withTotp();
        String subject = newName();
        stub.person(subject, email(alice));
        Browser browser = stub.signIn(story.browser());
        browser.open("/account/identities/new");
        assertThat(browser.at("/login")).isTrue();
        browser.submit("/login", Map.of("username", alice.username(), "password", alice.password()));
        assertThat(browser.at("/mfa/totp")).isTrue();
        assertThat(identitiesOf(alice)).isZero();
        browser.submit("/mfa/totp", Map.of("code", alice.nextCode()));

        assertThat(browser.at("/account/identities/new")).isTrue();
        assertThat(identitiesOf(alice)).as("not before it is confirmed").isZero();
        browser.submit("/account/identities/new", Map.of());

        assertThat(identitiesOf(alice)).isEqualTo(1);
        Browser again = stub.signIn(story.browser());
        assertThat(again.open("/account").at("/mfa/totp"))
                .as("its second factor stays")
                .isTrue();
    }

    @Test
    @DisplayName(
            "FD-18: what is confirmed is what was shown: another account than the one with the address gets nothing")
    void linksNobodyElsesAccount() {
        TestAccount alice = people.withPassword();
        TestAccount mallory = people.withPassword();
        stub.person(newName(), email(alice));
        Browser browser = stub.signIn(story.browser());
        browser.signIn(mallory);

        browser.open("/account/identities/new");

        assertThat(browser.page().statusCode()).isEqualTo(409);
        browser.open("/account/identities");
        browser.postRaw("/account/identities/new", Map.of("_csrf", csrf(browser)));
        assertThat(identitiesOf(mallory) + identitiesOf(alice)).isZero();
    }

    @Test
    @DisplayName("FD-05: the same subject at another provider is somebody else")
    void tellsProvidersApart() throws Exception {
        String name = signedUp();
        try (StubProvider other = new StubProvider(server)) {
            other.person(name, name + "-other@example.test");
            assertNobodyGetsIn(other.signIn(story.browser()), "Create account");
        }
    }

    @Test
    @DisplayName("FD-08, FD-10: an answer counts once, in the browser that was sent")
    void takesAnAnswerOnceAndInItsBrowserOnly() {
        signedUpAs("mallory-" + newName());
        Browser browser = story.browser();
        String answer = stub.goFrom(browser);
        Browser victim = story.browser();

        assertThat(victim.open(answer).page().statusCode()).isEqualTo(400);
        assertThat(victim.open("/account").at("/login")).isTrue();
        String path = answer.replaceFirst("\\?.*", "");
        assertThat(browser.open(path + "?code=x").page().statusCode()).isEqualTo(400);
        assertThat(browser.open(path + "?code=x&state=" + "A".repeat(43)).page().statusCode())
                .isEqualTo(400);
        assertThat(browser.open(answer).open("/account").at("/account")).isTrue();
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        assertThat(browser.open(answer).page().statusCode()).as("again").isEqualTo(400);
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    @Test
    void givesOneAnswerToOneOfManyAtOnce() throws Exception {
        signedUp();
        Browser browser = story.browser();
        String answer = stub.goFrom(browser);
        ExecutorService runners = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(runners.submit(
                        () -> browser.sendWithoutFollowing("GET", answer).statusCode()));
            }
            int entered = 0;
            for (Future<Integer> result : results) {
                entered += result.get() == 303 ? 1 : 0;
            }
            assertThat(entered).isEqualTo(1);
        } finally {
            runners.shutdownNow();
        }
    }

    @Test
    @DisplayName("FD-09: refuses ID tokens that are not for us, now, here, and signed by the provider")
    void refusesForgedTokens() throws Exception {
        signedUp();
        Map<String, UnaryOperator<Map<String, Object>>> forgeries = new LinkedHashMap<>();
        forgeries.put("nonce missing", claims -> without(claims, "nonce"));
        forgeries.put("nonce wrong", claims -> with(claims, "nonce", "other"));
        forgeries.put("audience of another", claims -> with(claims, "aud", "somebody"));
        forgeries.put("several audiences", claims -> with(claims, "aud", List.of(StubProvider.CLIENT, "other")));
        forgeries.put(
                "authorized party",
                claims -> with(with(claims, "aud", List.of(StubProvider.CLIENT, "other")), "azp", "other"));
        forgeries.put(
                "issuer without scheme",
                claims -> with(claims, "iss", stub.issuer().substring(7)));
        forgeries.put("issuer with slash", claims -> with(claims, "iss", stub.issuer() + "/"));
        forgeries.put("expired", claims -> with(claims, "exp", 1));
        forgeries.put("no expiry", claims -> without(claims, "exp"));
        forgeries.put("of tomorrow", claims -> with(claims, "iat", Instant.now().getEpochSecond() + 86_400));
        forgeries.put("nobody", claims -> without(claims, "sub"));
        for (Map.Entry<String, UnaryOperator<Map<String, Object>>> forgery : forgeries.entrySet()) {
            stub.tamper(forgery.getValue());
            assertRefused(stub.signIn(story.browser()), forgery.getKey());
        }
        stub.tamper(UnaryOperator.identity());
        RSAKey stranger = StubProvider.key();
        Map<String, Function<Map<String, Object>, String>> signers = new LinkedHashMap<>();
        signers.put("none", claims -> new PlainJWT(parsed(claims)).serialize());
        signers.put("secret as a key", claims -> hmac(claims));
        signers.put("unknown key", claims -> StubProvider.signed(claims, stranger));
        signers.put(
                "key of another under a known id",
                claims -> StubProvider.signed(
                        claims,
                        new RSAKey.Builder(stranger)
                                .keyID(stub.signing().getKeyID())
                                .build()));
        signers.put("brings its key", claims -> bringing(claims, stranger));
        for (Map.Entry<String, Function<Map<String, Object>, String>> signer : signers.entrySet()) {
            stub.signWith(signer.getValue());
            assertRefused(stub.signIn(story.browser()), signer.getKey());
        }
    }

    @Test
    void takesAKeyThatIsNewAndRefusesOneThatIsNotPublished() throws Exception {
        String name = signedUp();
        stub.rotate(true);
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(name);
        stub.rotate(false);
        assertRefused(stub.signIn(story.browser()), "not published");
    }

    @Test
    @DisplayName("FD-14: who somebody is comes from the server, whatever the form says")
    void takesNamesFromTheFormAndNothingElse() {
        String name = newName();
        TestAccount alice = people.withPassword();
        stub.person(name, name + "@example.test");
        Browser browser = stub.signIn(story.browser());

        browser.submit(
                "/signup/federated",
                Map.of(
                        "username",
                        name,
                        "name",
                        "Name",
                        "email",
                        email(alice),
                        "subject",
                        "other",
                        "provider",
                        "other",
                        "accountId",
                        people.idOf(alice).toString()));

        assertThat(whoIsIn(browser)).isEqualTo(name);
        assertThat(accountsWith(name + "@example.test")).isEqualTo(1);
        assertThat(identitiesOf(alice)).isZero();
        Browser stranger = story.browser();
        stranger.open("/login");
        stranger.postRaw("/signup/federated", Map.of("username", newName(), "name", "N", "_csrf", csrf(stranger)));
        assertThat(stranger.at("/login"))
                .as("nobody has come with this browser")
                .isTrue();
    }

    @Test
    void refusesNamesThatNobodyMayHave() {
        TestAccount taken = people.withPassword();
        String name = newName();
        stub.person(name, name + "@example.test");
        Browser browser = stub.signIn(story.browser());
        for (String username : List.of("", "admin", taken.username(), "a b")) {
            browser.submit("/signup/federated", Map.of("username", username, "name", "Name"));
            assertThat(browser.page().statusCode()).as(username).isEqualTo(400);
        }
        assertThat(accountsWith(name + "@example.test")).isZero();
        browser.submit("/signup/federated", Map.of("username", name, "name", "Name"));
        assertThat(whoIsIn(browser)).isEqualTo(name);
    }

    @Test
    @DisplayName("FD-15: a sign-up that was never confirmed loses everything when the owner of the address comes")
    void forgetsTheSignUpOfSomebodyElse() {
        String name = newName();
        String address = name + "@example.test";
        Browser mallory = story.browser();
        mallory.open("/signup")
                .submit(
                        "/signup",
                        Map.of(
                                "username", "m" + name,
                                "email", address,
                                "name", "Mallory",
                                "password", "mallorys long password 1",
                                "passwordConfirmation", "mallorys long password 1"));
        assertThat(mallory.at("/signup/verify")).isTrue();
        String code = server.mailbox().awaitTo(address).code();
        stub.person(name, address);
        Browser owner = stub.signIn(story.browser());
        owner.submit("/signup/federated", Map.of("username", name, "name", "Owner"));
        assertThat(whoIsIn(owner)).isEqualTo(name);

        mallory.submit("/signup/verify", Map.of("code", code));

        assertThat(mallory.page().statusCode()).isEqualTo(400);
        mallory.open("/login").submit("/login", Map.of("username", address, "password", "mallorys long password 1"));
        assertThat(mallory.open("/account").at("/login")).isTrue();
        assertThat(accountsWith(address)).isEqualTo(1);
    }

    @Test
    @DisplayName("FD-17: nothing is linked to an account whose address is not confirmed")
    void linksNothingToAnUnconfirmedAccount() {
        TestAccount mallory = people.withPassword();
        server.database()
                .sql("update account set email_verified = false where id = :id")
                .param("id", people.idOf(mallory))
                .update();
        stub.person(newName(), null);
        Browser browser = story.browserOf(mallory);
        linkAs(browser);
        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(identitiesOf(mallory)).isZero();
    }

    @Test
    @DisplayName("FD-19: nobody comes in by a provider that is switched off, not even who was on the way")
    void letsNobodyInWhenSwitchedOff() {
        String known = signedUp();
        Browser onTheWay = story.browser();
        String answer = stub.goFrom(onTheWay);
        String name = newName();
        stub.person(name, name + "@example.test");
        Browser atTheDoor = stub.signIn(story.browser());
        server.bean(Providers.class).change(stub.provider().switched(false), null);

        assertThat(onTheWay.open(answer).page().statusCode()).isEqualTo(404);
        assertThat(onTheWay.open("/account").at("/login")).isTrue();
        atTheDoor.submit("/signup/federated", Map.of("username", name, "name", "N"));
        assertThat(accountsWith(name + "@example.test")).isZero();
        Browser browser = story.browser();
        browser.open("/login");
        assertThat(browser.page().body()).doesNotContain(stub.start());
        browser.postRaw(stub.start(), Map.of("_csrf", csrf(browser)));
        assertThat(browser.page().statusCode()).as(known).isEqualTo(404);
    }

    @Test
    void lockOutsOfAccountsHold() {
        String name = signedUp();
        server.database()
                .sql("update account set enabled = false where username = :name")
                .param("name", name)
                .update();
        Browser browser = stub.signIn(story.browser());
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    @Test
    void anIssuerThatIsAnotherLetsInNobodyWhoCameBefore() throws Exception {
        String name = signedUp();
        try (StubProvider other = new StubProvider(server)) {
            server.database()
                    .sql("update federated_identity set provider_id = :other where subject = :subject")
                    .param("other", other.provider().id())
                    .param("subject", name)
                    .update();
            other.person(name, null);
            assertNobodyGetsIn(other.signIn(story.browser()), "Create account");
        }
    }

    @Test
    @DisplayName("FD-21: what a provider says of an error is not shown")
    void showsNothingThatAProviderWrote() {
        Browser browser = story.browser();
        String state = stub.goFrom(browser).replaceFirst(".*state=", "");
        browser.open(stub.start() + "/callback?state=" + state
                + "&error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.page().body()).doesNotContain("<script>alert").contains("Sign in another way");
    }

    @Test
    @DisplayName("FD-22: keeps no token of a provider")
    void keepsNoTokens() {
        signedUp();
        List<String> tables = server.database()
                .sql(
                        "select table_name from information_schema.tables where table_name like 'federated%' or table_name like 'identity%'")
                .query(String.class)
                .list();
        assertThat(tables).hasSizeGreaterThan(3);
        tables.forEach(table -> assertThat(server.database()
                        .sql("select count(*) from " + table + " t where t::text like :token or t::text like '%eyJ%'")
                        .param("token", "%" + StubProvider.ACCESS_TOKEN + "%")
                        .query(Integer.class)
                        .single())
                .as(table)
                .isZero());
        assertThat(server.database()
                        .sql("select count(*) from identity_provider t where t::text like :secret")
                        .param("secret", "%" + StubProvider.SECRET + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void believesASecondFactorOnlyOfAProviderThatIsBelieved() throws Exception {
        String name = newName();
        stub.person(name, name + "@example.test").with("amr", List.of("pwd", "mfa"));
        assertThat(tokenOf(stub, name).get("acr")).isEqualTo("urn:latchkey:acr:1fa");
        try (StubProvider believed = new StubProvider(server, AccountCreation.OPEN, Set.of("mfa"))) {
            String other = newName();
            believed.person(other, other + "@example.test").with("amr", List.of("pwd", "mfa"));
            Map<String, Object> token = tokenOf(believed, other);
            assertThat(token.get("acr")).isEqualTo("urn:latchkey:acr:2fa");
            assertThat(token.get("amr")).isEqualTo(List.of("fed", "mfa"));
            String byAcr = newName();
            believed.person(byAcr, byAcr + "@example.test").with("acr", "mfa");
            assertThat(tokenOf(believed, byAcr).get("acr")).isEqualTo("urn:latchkey:acr:2fa");
            String third = newName();
            believed.person(third, third + "@example.test").with("amr", List.of("pwd"));
            assertThat(tokenOf(believed, third).get("acr")).isEqualTo("urn:latchkey:acr:1fa");
        }
    }

    @Test
    void asksAgainThereWhenTheApplicationWantsAFreshSignIn() {
        signedUp();
        Browser browser = story.browser();
        browser.open(
                new AuthorizationRequest(TestClient.WEB).with("prompt", "login").url());
        browser.submit(stub.start(), Map.of());
        String address = StubProvider.address(browser);
        assertThat(address).contains("prompt=login", "max_age=0");
        stub.with("auth_time", Instant.now().getEpochSecond() - 3600);
        browser.open(stub.comeBack(address));
        assertThat(browser.page().statusCode()).as("it did not ask again").isEqualTo(401);
    }

    // ---- links

    @Test
    @DisplayName("FD-11, FD-13: links begin with our form and a fresh factor, and end with a confirmation")
    void linksOnlyWhatIsConfirmed() {
        TestAccount alice = people.withPassword();
        Browser browser = story.browserOf(alice);
        browser.postRaw("/account/identities/new/" + stub.name(), Map.of());
        assertThat(browser.page().statusCode()).as("without our token").isEqualTo(403);
        stub.person(newName(), null);
        browser.open("/account/identities").submit("/account/identities/new/" + stub.name(), Map.of());
        String answer = stub.comeBack(StubProvider.address(browser));
        Browser mallory = story.browserOf(people.withPassword());
        assertThat(mallory.open(answer).page().statusCode())
                .as("another browser")
                .isEqualTo(400);
        browser.open(answer);
        assertThat(browser.at("/account/identities/new")).isTrue();
        assertThat(identitiesOf(alice)).as("not confirmed").isZero();
        browser.submitWithout("_csrf", "/account/identities/new", Map.of());
        assertThat(browser.page().statusCode()).isEqualTo(403);
        assertThat(identitiesOf(alice)).isZero();
        browser.open("/account/identities/new").submit("/account/identities/new", Map.of());
        assertThat(identitiesOf(alice)).isEqualTo(1);
        assertThat(server.mailbox().awaitTo(email(alice)).text())
                .contains(stub.provider().title());

        people.letFactorsAge(alice, Duration.ofMinutes(11));
        browser.open("/account/identities");
        browser.postRaw("/account/identities/new/" + stub.name(), Map.of("_csrf", csrf(browser)));
        assertThat(browser.at("/reauthenticate")).isTrue();
    }

    @Test
    void anAnswerToASignInLinksNothing() {
        TestAccount alice = people.withPassword();
        stub.person(newName(), email(alice));
        Browser browser = story.browserOf(alice);
        browser.open("/login");
        String answer = stub.goFrom(browser);
        browser.open(answer);
        assertThat(identitiesOf(alice)).isZero();
        assertThat(browser.open("/account").at("/account")).isTrue();
    }

    @Test
    @DisplayName("FD-20: nobody unlinks somebody else's, or their only way in")
    void keepsTheLastWayIn() {
        String name = signedUp();
        Browser browser = stub.signIn(story.browser());
        String id = server.database()
                .sql("select id::text from federated_identity where subject = :name")
                .param("name", name)
                .query(String.class)
                .single();
        browser.open("/account/identities").submit("/account/identities/" + id + "/removal", Map.of());
        assertThat(browser.page().statusCode()).isEqualTo(409);
        Browser mallory = story.browserOf(people.withPassword());
        mallory.open("/account/identities");
        mallory.postRaw("/account/identities/" + id + "/removal", Map.of("_csrf", csrf(mallory)));
        assertThat(mallory.page().statusCode()).isEqualTo(404);
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(name);
    }

    @Test
    void unlinksAndEndsWhatBeganWithIt() {
        TestAccount alice = people.withPassword();
        stub.person(newName(), null);
        Browser browser = story.browserOf(alice);
        linkAs(browser);
        assertThat(identitiesOf(alice)).isEqualTo(1);
        Browser other = stub.signIn(story.browser());
        assertThat(whoIsIn(other)).isEqualTo(alice.username());
        String id = server.database()
                .sql("select id::text from federated_identity where account_id = :id")
                .param("id", people.idOf(alice))
                .query(String.class)
                .single();

        browser.open("/account/identities").submit("/account/identities/" + id + "/removal", Map.of());

        assertThat(identitiesOf(alice)).isZero();
        assertThat(other.open("/account").at("/login")).isTrue();
        assertThat(browser.open("/account").at("/account")).isTrue();
        assertThat(server.mailbox().awaitSaying(email(alice), "isn’t linked with").text())
                .contains(stub.provider().title());
        assertThat(server.database()
                        .sql("select type from security_event where account_id = :id and type like 'IDENTITY%' order by occurred_at")
                        .param("id", people.idOf(alice))
                        .query(String.class)
                        .list())
                .containsExactly("IDENTITY_LINKED", "IDENTITY_UNLINKED");
    }

    @Test
    void confirmsWhoTheyAreAgainAtTheProvider() {
        String name = signedUp();
        Browser browser = stub.signIn(story.browser());
        server.database()
                .sql(
                        "update browser_session set factors = jsonb_build_object('FEDERATED', '2026-01-01T00:00:00Z') where account_id = (select id from account where username = :name)")
                .param("name", name)
                .update();
        browser.open("/account/identities/new");
        assertThat(browser.at("/reauthenticate")).isTrue();
        browser.submit("/reauthenticate/federated/" + stub.name(), Map.of());
        String address = StubProvider.address(browser);
        assertThat(address).contains("max_age=0", "prompt=login");
        stub.person("somebody else", null);
        browser.open(stub.comeBack(address));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        stub.person(name, null);
        browser.open("/account/identities/new").submit("/reauthenticate/federated/" + stub.name(), Map.of());
        browser.open(stub.comeBack(StubProvider.address(browser)));
        assertThat(browser.page().uri().getPath()).isEqualTo("/account/identities/new");
    }

    // ---- sign-out

    @Test
    void endsSessionsWhenTheProviderSaysSo() throws Exception {
        String name = signedUp();
        Browser browser = stub.signIn(story.browser());
        for (Map<String, Object> forged : List.<Map<String, Object>>of(
                Map.of("sub", name, "nonce", "n"),
                Map.of("sub", name, "events", ""),
                Map.of("sub", name, "aud", "other"),
                Map.of("sub", name, "iss", "http://localhost:1"),
                Map.of("sub", name, "jti", ""),
                Map.of("sub", name, "exp", 1),
                Map.of("jti", "j"))) {
            assertThat(logout(stub.logoutToken(forged))).as(forged.toString()).isEqualTo(400);
        }
        assertThat(logout(StubProvider.signed(Map.of("sub", name), StubProvider.key())))
                .isEqualTo(400);
        assertThat(logout("garbage")).isEqualTo(400);
        assertThat(logout(stub.logoutToken(Map.of("sub", name, "sid", "another session"))))
                .isEqualTo(200);
        assertThat(browser.open("/account").at("/account")).isTrue();

        String token = stub.logoutToken(Map.of("sub", name, "sid", "upstream-" + name));
        assertThat(logout(token)).isEqualTo(200);

        assertThat(browser.open("/account").at("/login")).isTrue();
        assertThat(logout(token)).as("once").isEqualTo(400);
    }

    @Test
    void offersToSignOutThereToo() {
        signedUp();
        Browser browser = stub.signIn(story.browser());
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        assertThat(browser.at("/logout/done")).isTrue();
        browser.submit(stub.start() + "/sign-out", Map.of());
        assertThat(StubProvider.address(browser)).startsWith(stub.issuer() + "/logout?client_id=");
    }

    // ---- what providers do

    @Test
    void saysSoWhenAProviderIsDown() throws Exception {
        StubProvider down = new StubProvider(server);
        down.close();
        server.bean(Providers.class).change(down.provider().switched(true), null);
        Browser browser = story.browser().open("/login").submit(down.start(), Map.of());
        assertThat(browser.page().statusCode()).isEqualTo(503);
        assertThat(browser.page().body()).contains("Sign in another way", "Try again");
        server.bean(Providers.class).change(down.provider().switched(false), null);
    }

    // ---- fixtures

    private int logout(String token) {
        return RelyingParty.postAnonymously(server, stub.start() + "/logout", "logout_token=" + token)
                .status();
    }

    private void linkAs(Browser browser) {
        browser.open("/account/identities").submit("/account/identities/new/" + stub.name(), Map.of());
        browser.open(stub.comeBack(StubProvider.address(browser)));
        browser.submit("/account/identities/new", Map.of());
    }

    private Map<String, Object> tokenOf(StubProvider provider, String name) throws Exception {
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit(provider.start(), Map.of());
        browser.open(provider.comeBack(StubProvider.address(browser)));
        browser.submit("/signup/federated", Map.of("username", name, "name", "N"));
        return idToken(browser);
    }

    private Map<String, Object> idToken(Browser browser) throws Exception {
        String token = story.relyingParty(TestClient.WEB)
                .redeem(Redirect.of(browser.leftFor()).code())
                .text("id_token");
        return SignedJWT.parse(token).getJWTClaimsSet().getClaims();
    }

    /** A new person with an account that began at the stub; the subject is the user name. */
    private String signedUp() {
        return signedUpAs(newName());
    }

    private String signedUpAs(String name) {
        stub.person(name, name + "@example.test");
        Browser browser = stub.signIn(story.browser());
        browser.submit("/signup/federated", Map.of("username", name, "name", "Name"));
        assertThat(whoIsIn(browser)).isEqualTo(name);
        return name;
    }

    private String whoIsIn(Browser browser) {
        browser.open("/account/profile");
        assertThat(browser.page().statusCode()).as(browser.page().body()).isEqualTo(200);
        return browser.at("/account/profile")
                ? browser.page().body().replaceFirst("(?s).*name=\"username\"[^>]*value=\"([^\"]*)\".*", "$1")
                : "";
    }

    private void assertNobodyGetsIn(Browser browser, String offered) {
        assertThat(browser.at("/signup/federated")).as(browser.page().body()).isTrue();
        assertThat(browser.page().body()).contains(offered);
        assertThat(story.browser().open("/account").at("/login")).isTrue();
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    private void assertRefused(Browser browser, String what) {
        assertThat(browser.page().statusCode()).as(what).isEqualTo(401);
        assertThat(browser.open("/account").at("/login")).as(what).isTrue();
    }

    private int accountsWith(String email) {
        return server.database()
                .sql("select count(*) from account where email = :email")
                .param("email", email)
                .query(Integer.class)
                .single();
    }

    private int identitiesOf(TestAccount account) {
        return server.bean(FederatedIdentities.class).of(people.idOf(account)).size();
    }

    private static String email(TestAccount account) {
        return account.username() + "@example.test";
    }

    private static String csrf(Browser browser) {
        return browser.hiddenField("_csrf");
    }

    private static String newName() {
        return "fed-" + COUNT.incrementAndGet() + "-person";
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, Object> without(Map<String, Object> claims, String name) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(name);
        return changed;
    }

    private static JWTClaimsSet parsed(Map<String, Object> claims) {
        try {
            return JWTClaimsSet.parse(claims);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(Map<String, Object> claims) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), parsed(claims));
            jwt.sign(new MACSigner((StubProvider.SECRET + " ".repeat(32)).getBytes(StandardCharsets.UTF_8)));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bringing(Map<String, Object> claims, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .jwk(key.toPublicJWK())
                            .jwkURL(URI.create("http://localhost:1/jwks"))
                            .build(),
                    parsed(claims));
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
