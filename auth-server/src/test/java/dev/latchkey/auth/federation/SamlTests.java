package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Signing in with a SAML provider, over the network, and everything that must not work. */
class SamlTests {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATER = Instant.now().plus(Duration.ofHours(2));

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();
    private StubSamlProvider stub;

    @BeforeEach
    void startProvider() throws Exception {
        stub = new StubSamlProvider(server);
    }

    @AfterEach
    void stopProvider() {
        stub.close();
    }

    @Test
    void makesAnAccountAfterShowingWhatWillBeStoredAndKnowsThePersonAgain() throws Exception {
        String name = newName();
        stub.person(name, name + "@example.test");
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit(stub.start(), Map.of());
        stub.post(stub.visit(StubProvider.address(browser)), browser);

        assertThat(browser.at("/signup/federated")).as(browser.page().body()).isTrue();
        assertThat(browser.page().body()).contains(name + "@example.test", "Person at Company");
        browser.submit("/signup/federated", Map.of("username", name, "name", "Chosen Name"));
        Map<String, Object> token = SignedJWT.parse(story.relyingParty(TestClient.WEB)
                        .redeem(Redirect.of(browser.leftFor()).code())
                        .text("id_token"))
                .getJWTClaimsSet()
                .getClaims();
        assertThat(token.get("amr")).isEqualTo(List.of("fed"));

        stub.person(name, "another-address@example.test");
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(name);
    }

    @Test
    void takesASignedResponseAndOneThatIsSignedTwice() {
        String name = signedUp();
        stub.answering(response -> {
            response.signAssertion = false;
            response.signResponse = true;
        });
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(name);
        stub.answering(response -> response.signResponse = true);
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(name);
    }

    @Test
    void refusesWhatIsNotSignedAsItHasToBe() {
        signedUp();
        StubSamlProvider.Key other = StubSamlProvider.Key.generate();
        Map<String, Consumer<SamlResponse>> wrong = new LinkedHashMap<>();
        wrong.put("nothing signed", response -> response.signAssertion = false);
        wrong.put("another key", response -> response.key = other);
        wrong.put("another key, which it brings", response -> {
            response.key = other;
            response.bringKey = true;
        });
        wrong.put(
                "RSA with SHA-1", response -> response.signatureMethod = "http://www.w3.org/2000/09/xmldsig#rsa-sha1");
        wrong.put("a digest with SHA-1", response -> response.digestMethod = "http://www.w3.org/2000/09/xmldsig#sha1");
        wrong.put(
                "changed after it was signed",
                response -> response.afterSigning = xml -> xml.replace(
                        ">" + response.nameId + "</saml:NameID>", ">" + response.nameId + "x</saml:NameID>"));
        wrong.put(
                "an attribute added after it was signed",
                response -> response.afterSigning = xml -> xml.replace(
                        "<saml:AttributeStatement>",
                        "<saml:AttributeStatement><saml:Attribute Name=\"x\"><saml:AttributeValue>y</saml:AttributeValue>"
                                + "</saml:Attribute>"));
        wrong.put("a signed response with a changed status", response -> {
            response.signAssertion = false;
            response.signResponse = true;
            response.afterSigning = xml -> xml.replace("_s1", "_s2");
        });
        wrong.put(
                "the signature's value emptied",
                response -> response.afterSigning = xml -> xml.replaceFirst(
                        "(?s)<ds:SignatureValue>.*</ds:SignatureValue>", "<ds:SignatureValue></ds:SignatureValue>"));
        wrong.put(
                "the signature without its insides",
                response -> response.afterSigning =
                        xml -> xml.replaceFirst("(?s)<ds:SignedInfo>.*</ds:SignedInfo>", "<ds:SignedInfo/>"));
        assertRefused(wrong);
    }

    @Test
    void refusesASignatureThatIsWrappedIntoSomethingElse() {
        signedUp();
        Map<String, Consumer<SamlResponse>> wrong = new LinkedHashMap<>();
        wrong.put("a forged assertion before the signed one", wrapped((signed, forged) -> forged + signed));
        wrong.put("a forged assertion after the signed one", wrapped((signed, forged) -> signed + forged));
        wrong.put(
                "the signed one inside the forged one",
                wrapped((signed, forged) -> forged.replace("</saml:Assertion>", signed + "</saml:Assertion>")));
        wrong.put(
                "the signed one as advice of the forged one",
                wrapped((signed, forged) -> forged.replace(
                        "<saml:AuthnStatement", "<saml:Advice>" + signed + "</saml:Advice><saml:AuthnStatement")));
        wrong.put(
                "the forged one around the signature of the signed one",
                wrapped((signed, forged) -> forged.replace("<saml:Subject>", signature(signed) + "<saml:Subject>")));
        wrong.put(
                "the same, with what was signed in an object of the signature",
                wrapped((signed, forged) -> forged.replace(
                        "<saml:Subject>",
                        signature(signed)
                                        .replace(
                                                "</ds:Signature>",
                                                "<ds:Object>" + signed.replace(signature(signed), "")
                                                        + "</ds:Object></ds:Signature>")
                                + "<saml:Subject>")));
        wrong.put(
                "the forged one with the id of the signed one",
                wrapped((signed, forged) -> forged.replaceFirst("ID=\"[^\"]*\"", "ID=\"" + id(signed) + "\"")
                        .replace(
                                "<saml:Subject>",
                                signature(signed)
                                                .replace(
                                                        "</ds:Signature>",
                                                        "<ds:Object>" + signed.replace(signature(signed), "")
                                                                + "</ds:Object></ds:Signature>")
                                        + "<saml:Subject>")));
        wrong.put(
                "the signed one in extensions",
                wrapped((signed, forged) -> "<samlp:Extensions>" + signed + "</samlp:Extensions>" + forged));
        wrong.put("a signed response inside an unsigned one", response -> {
            response.signAssertion = false;
            response.signResponse = true;
            response.afterSigning = signed -> signed.replaceFirst("ID=\"[^\"]*\"", "ID=\"_evil\"")
                    .replace(signature(signed), "")
                    .replace(response.nameId, "admin")
                    .replace("<samlp:Status>", "<samlp:Extensions>" + signed + "</samlp:Extensions><samlp:Status>");
        });
        wrong.put("the signature of a response over an object in it", response -> {
            response.signAssertion = false;
            response.signResponse = true;
            response.afterSigning = signed -> signed.replaceFirst("ID=\"[^\"]*\"", "ID=\"_evil\"")
                    .replace(response.nameId, "admin")
                    .replace(
                            "</ds:Signature>",
                            "<ds:Object>" + signed.replace(signature(signed), "") + "</ds:Object></ds:Signature>");
        });
        assertRefused(wrong);
    }

    @Test
    void refusesXmlThatCanBeReadInTwoWays() {
        signedUp();
        Map<String, Consumer<SamlResponse>> wrong = new LinkedHashMap<>();
        wrong.put(
                "a comment in the name",
                response -> response.afterSigning = xml -> xml.replace("</saml:NameID>", "<!-- --></saml:NameID>"));
        wrong.put("a comment in the middle of the name", response -> {
            String name = response.nameId;
            response.nameId = name + ".evil";
            response.afterSigning = xml -> xml.replace(name + ".evil", name + "<!---->.evil");
        });
        wrong.put(
                "an instruction",
                response -> response.afterSigning = xml -> xml.replace("</saml:NameID>", "<?x y?></saml:NameID>"));
        wrong.put("a document type", response -> response.afterSigning = xml -> "<!DOCTYPE samlp:Response>" + xml);
        wrong.put(
                "an external entity",
                response -> response.afterSigning = xml -> "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                        + xml.replace("</saml:NameID>", "&e;</saml:NameID>"));
        wrong.put(
                "entities in entities",
                response -> response.afterSigning =
                        xml -> "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                                + xml.replace("</saml:NameID>", "&b;</saml:NameID>"));
        wrong.put(
                "an element in the name",
                response -> response.beforeSigning =
                        xml -> xml.replace("</saml:NameID>", "<x xmlns=\"urn:x\">y</x></saml:NameID>"));
        wrong.put("no XML", response -> response.afterSigning = xml -> "<samlp:Response");
        wrong.put("another root", response -> response.afterSigning = xml -> "<x/>");
        wrong.put("the assertion alone", response -> response.afterSigning = SamlTests::assertionOf);
        assertRefused(wrong);
    }

    @Test
    void refusesWhatIsForSomebodyElseOrAnotherTime() {
        signedUp();
        Map<String, Consumer<SamlResponse>> wrong = new LinkedHashMap<>();
        wrong.put("another audience", response -> response.audience = "https://elsewhere.example");
        wrong.put("no audience", response -> response.audience = null);
        wrong.put(
                "another audience besides ours",
                response -> response.conditions =
                        "<saml:AudienceRestriction><saml:Audience>https://elsewhere.example</saml:Audience></saml:AudienceRestriction>");
        wrong.put("no conditions", response -> response.withConditions = false);
        wrong.put("a condition that nobody knows", response -> response.conditions = "<x:Only xmlns:x=\"urn:x\"/>");
        wrong.put("another recipient", response -> response.recipient = "https://elsewhere.example/acs");
        wrong.put("another destination", response -> response.destination = "https://elsewhere.example/acs");
        wrong.put("signed without destination", response -> {
            response.signResponse = true;
            response.destination = null;
        });
        wrong.put("an answer to nothing", response -> response.responseTo = null);
        wrong.put("an answer to another request", response -> response.responseTo = "_another");
        wrong.put("confirmed for nothing", response -> response.confirmedTo = null);
        wrong.put("confirmed for another request", response -> response.confirmedTo = "_another");
        wrong.put("another issuer", response -> response.issuer = "urn:example:other");
        wrong.put("a response of another issuer", response -> response.responseIssuer = "urn:example:other");
        wrong.put("expired", response -> response.confirmedUntil = LONG_AGO);
        wrong.put("conditions that have expired", response -> response.conditionsUntil = LONG_AGO);
        wrong.put("not yet", response -> response.notBefore = LATER);
        wrong.put("not yet confirmed", response -> response.confirmationTimes = " NotBefore=\"" + LONG_AGO + "\"");
        wrong.put("issued tomorrow", response -> response.issued = LATER);
        wrong.put("signed in tomorrow", response -> response.signedInAt = LATER);
        wrong.put(
                "for the holder of a key",
                response -> response.method = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key");
        wrong.put(
                "another version",
                response -> response.beforeSigning = xml -> xml.replace("Version=\"2.0\"", "Version=\"1.1\""));
        wrong.put(
                "encrypted",
                response -> response.afterSigning =
                        xml -> xml.replace(assertionOf(xml), "<saml:EncryptedAssertion>x</saml:EncryptedAssertion>"));
        wrong.put(
                "nobody",
                response -> response.beforeSigning = xml -> xml.replaceFirst("<saml:Subject>.*</saml:Subject>", ""));
        assertRefused(wrong);
    }

    @Test
    void refusesNamesThatDoNotStayAPersons() {
        signedUp();
        Map<String, Consumer<SamlResponse>> wrong = new LinkedHashMap<>();
        for (String format : List.of(
                "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
                "")) {
            wrong.put("a name of the format " + format, response -> response.nameIdFormat = format);
        }
        wrong.put("of a third", response -> response.qualifiers = " NameQualifier=\"urn:example:third\"");
        wrong.put("for a third", response -> response.qualifiers = " SPNameQualifier=\"urn:example:third\"");
        wrong.put("empty", response -> response.nameId = "");
        wrong.put("very long", response -> response.nameId = "x".repeat(300));
        assertRefused(wrong);
    }

    @Test
    void saysSoWhenTheProviderOrThePersonSaysNo() {
        stub.answering(response -> response.status = "urn:oasis:names:tc:SAML:2.0:status:Responder");
        Browser browser = stub.signIn(story.browser());
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.page().body()).contains("sign you in, or you cancelled");
    }

    @Test
    void takesAnAnswerOnceAndOnlyInTheBrowserThatWasSent() {
        signedUp();
        Browser browser = story.browser();
        Map<String, String> form = stub.goFrom(browser);
        Browser victim = story.browser();

        assertThat(stub.post(form, victim).page().statusCode()).isEqualTo(400);
        assertThat(victim.open("/account").at("/login")).isTrue();
        assertThat(stub.post(form, browser).open("/account").at("/account")).isTrue();
        assertThat(stub.postAnonymously(form).statusCode()).as("again").isEqualTo(400);
    }

    @Test
    void takesAnAssertionOnceWhateverRequestItAnswers() {
        String name = signedUp();
        stub.answering(response -> response.assertionId = "_the-same");
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(name);
        assertNobodyIn(stub.signIn(story.browser()), "again");
    }

    @Test
    void givesOneAnswerToOneOfManyAtOnce() throws Exception {
        signedUp();
        Browser browser = story.browser();
        String back = stub.postAnonymously(stub.goFrom(browser))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        ExecutorService runners = Executors.newFixedThreadPool(50);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                results.add(runners.submit(
                        () -> browser.sendWithoutFollowing("GET", back).statusCode()));
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
    void believesNothingThatNobodyAskedFor() {
        signedUp();
        Browser browser = story.browser();
        Map<String, String> form = stub.goFrom(browser);
        String answer = form.get("SAMLResponse");
        for (Map<String, String> unasked : List.of(
                Map.of("SAMLResponse", answer),
                Map.of("SAMLResponse", answer, "RelayState", ""),
                Map.of("SAMLResponse", answer, "RelayState", "A".repeat(43)),
                Map.of("SAMLResponse", answer, "RelayState", "https://evil.example/"),
                Map.of("RelayState", form.get("RelayState")),
                Map.of("SAMLResponse", "A".repeat(200_000), "RelayState", form.get("RelayState")))) {
            HttpResponse<String> response = stub.postAnonymously(unasked);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("session"));
        }
        assertThat(stub.postAnonymously(Map.of("SAMLResponse", answer)).body())
                .contains("nobody here is waiting for", stub.start());
        assertThat(stub.post(Map.of("SAMLResponse", "%%%", "RelayState", form.get("RelayState")), browser)
                        .page()
                        .statusCode())
                .as("no Base64")
                .isEqualTo(401);
    }

    @Test
    void takesAKeyThatIsNewAndRefusesOneThatIsNotPublished() {
        String name = signedUp();
        stub.rotate(false);
        assertNobodyIn(stub.signIn(story.browser()), "not published");
        stub.rotate(true);
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(name);
    }

    @Test
    void linksNothingByAddress() {
        TestAccount alice = people.withPassword();
        stub.person(newName(), alice.username() + "@example.test");
        Browser browser = stub.signIn(story.browser());
        assertThat(browser.at("/signup/federated")).isTrue();
        assertThat(browser.page().body()).contains("Sign in and link");
        assertThat(browser.open("/account").at("/login")).isTrue();
    }

    @Test
    void linksAnAccountAfterItsOwnerConfirms() {
        TestAccount bob = people.withPassword();
        stub.person(newName(), null);
        Browser browser = story.browserOf(bob);
        browser.open("/account/identities").submit("/account/identities/new/" + stub.name(), Map.of());
        stub.post(stub.visit(StubProvider.address(browser)), browser);
        assertThat(browser.at("/account/identities/new")).isTrue();
        browser.submit("/account/identities/new", Map.of());
        assertThat(whoIsIn(stub.signIn(story.browser()))).isEqualTo(bob.username());
    }

    @Test
    void asksThePersonAgainWhereThatIsNeeded() {
        String name = signedUp();
        Browser browser = story.browser();
        browser.open(
                new AuthorizationRequest(TestClient.WEB).with("prompt", "login").url());
        browser.submit(stub.start(), Map.of());
        Map<String, String> form = stub.visit(StubProvider.address(browser));
        assertThat(stub.asked()).containsEntry("ForceAuthn", "true");
        assertThat(stub.post(form, browser).page().statusCode()).isEqualTo(303);

        stub.answering(response -> response.signedInAt = Instant.now().minus(Duration.ofMinutes(5)));
        Browser stale = story.browser();
        stale.open(
                new AuthorizationRequest(TestClient.WEB).with("prompt", "login").url());
        stale.submit(stub.start(), Map.of());
        stub.post(stub.visit(StubProvider.address(stale)), stale);
        assertThat(stale.page().statusCode()).isEqualTo(401);
        assertThat(stale.page().body()).contains("ask you to sign in again");
        assertThat(whoIsIn(stub.signIn(story.browser()))).as("without").isEqualTo(name);
    }

    @Test
    void believesASecondFactorOnlyWhereThatIsSaid() throws Exception {
        String twoFactors = "https://refeds.org/profile/mfa";
        assertThat(acrAfter(stub, twoFactors)).isEqualTo("urn:latchkey:acr:1fa");
        try (StubSamlProvider believed = new StubSamlProvider(server, SamlSettings.USUAL, Set.of(twoFactors))) {
            assertThat(acrAfter(believed, twoFactors)).isEqualTo("urn:latchkey:acr:2fa");
            assertThat(acrAfter(believed, "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"))
                    .isEqualTo("urn:latchkey:acr:1fa");
        }
    }

    @Test
    void knowsPeopleByAnAttributeWhereThatIsSaid() throws Exception {
        SamlSettings settings = new SamlSettings("", "", "uid", "email", false);
        try (StubSamlProvider other = new StubSamlProvider(server, settings, Set.of())) {
            String name = newName();
            other.person(name, name + "@example.test")
                    .answering(
                            response -> response.nameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient");
            Browser browser = other.signIn(story.browser());
            browser.submit("/signup/federated", Map.of("username", name, "name", "Name"));
            other.answering(response -> response.nameId = "another-name-each-time");
            assertThat(whoIsIn(other.signIn(story.browser()))).isEqualTo(name);

            other.answering(response -> response.attributes.remove("uid"));
            assertNobodyIn(other.signIn(story.browser()), "without the attribute");
            other.answering(
                    response -> response.beforeSigning = xml -> xml.replace(
                            "</saml:AttributeStatement>",
                            "<saml:Attribute Name=\"uid\"><saml:AttributeValue>x</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>"));
            assertNobodyIn(other.signIn(story.browser()), "with the attribute twice");
        }
    }

    @Test
    void signsRequestsWithTheKeyThatItPublishes() throws Exception {
        SamlSettings settings = new SamlSettings("", "", "", "email", true);
        try (StubSamlProvider strict = new StubSamlProvider(server, settings, Set.of())) {
            strict.goFrom(story.browser());
            HttpResponse<String> metadata = story.browser().openWithoutFollowing(strict.start() + "/metadata");
            assertThat(metadata.headers().firstValue("Content-Type")).hasValue("application/samlmetadata+xml");
            Element own = SamlResponse.parse(metadata.body());
            assertThat(own.getAttribute("entityID"))
                    .isEqualTo(server.url(strict.start() + "/metadata"))
                    .isEqualTo(strict.asked().get("Issuer"));
            Element acs = (Element)
                    own.getElementsByTagNameNS("*", "AssertionConsumerService").item(0);
            assertThat(acs.getAttribute("Location"))
                    .isEqualTo(server.url(strict.acs()))
                    .isEqualTo(strict.asked().get("AssertionConsumerServiceURL"));
            String query = strict.askedQuery();
            assertThat(query).contains("&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256");
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Base64.getDecoder()
                            .decode(own.getElementsByTagNameNS("*", "X509Certificate")
                                    .item(0)
                                    .getTextContent())));
            certificate.verify(certificate.getPublicKey());
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(certificate);
            signature.update(query.replaceFirst("&Signature=.*", "").getBytes(StandardCharsets.US_ASCII));
            String value = URLDecoder.decode(query.replaceFirst(".*&Signature=", ""), StandardCharsets.UTF_8);
            assertThat(signature.verify(Base64.getDecoder().decode(value))).isTrue();
        }
        stub.goFrom(story.browser());
        assertThat(stub.askedQuery()).doesNotContain("Signature=");
        assertThat(story.browser()
                        .open("/login/federated/nobody/metadata")
                        .page()
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysSoWhenTheProviderIsDownAndLetsNobodyInWhenItIsOff() {
        stub.goDown();
        Browser browser = story.browser();
        long before = System.nanoTime();
        browser.open("/login").submit(stub.start(), Map.of());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(browser.page().statusCode()).isEqualTo(503);
        assertThat(browser.page().body()).contains("answer at the moment");
    }

    @Test
    void letsNobodyInWhenSwitchedOff() {
        signedUp();
        Browser browser = story.browser();
        Map<String, String> form = stub.goFrom(browser);
        Browser fetching = story.browser();
        String back = stub.postAnonymously(stub.goFrom(fetching))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        server.bean(Providers.class).change(stub.provider().switched(false), null);

        assertThat(stub.postAnonymously(form).statusCode()).isEqualTo(404);
        assertThat(fetching.open(back).page().statusCode()).isEqualTo(404);
        assertThat(fetching.open("/account").at("/login")).isTrue();
        assertThat(story.browser().open("/login").page().body()).doesNotContain(stub.start());
    }

    private String acrAfter(StubSamlProvider provider, String context) throws Exception {
        String name = newName();
        provider.person(name, name + "@example.test").answering(response -> response.context = context);
        Browser browser = story.browser();
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit(provider.start(), Map.of());
        provider.post(provider.visit(StubProvider.address(browser)), browser);
        browser.submit("/signup/federated", Map.of("username", name, "name", "N"));
        return SignedJWT.parse(story.relyingParty(TestClient.WEB)
                        .redeem(Redirect.of(browser.leftFor()).code())
                        .text("id_token"))
                .getJWTClaimsSet()
                .getStringClaim("acr");
    }

    private void assertRefused(Map<String, Consumer<SamlResponse>> wrong) {
        wrong.forEach((what, change) -> {
            stub.answering(change);
            assertNobodyIn(stub.signIn(story.browser()), what);
        });
        stub.answering(response -> {});
        assertThat(whoIsIn(stub.signIn(story.browser()))).as("unchanged").isNotEmpty();
    }

    private void assertNobodyIn(Browser browser, String what) {
        assertThat(browser.page().statusCode()).as(what).isEqualTo(401);
        assertThat(browser.page().body()).as(what).contains("t be trusted");
        assertThat(browser.open("/account").at("/login")).as(what).isTrue();
    }

    private interface Wrapping {
        String of(String signed, String forged);
    }

    /** Puts the signed assertion and a forged one, of somebody else, where one of them should be. */
    private static Consumer<SamlResponse> wrapped(Wrapping how) {
        return response -> response.afterSigning = xml -> {
            String signed = assertionOf(xml);
            String forged = signed.replace(signature(signed), "")
                    .replaceFirst("ID=\"[^\"]*\"", "ID=\"_forged\"")
                    .replace(">" + response.nameId + "<", ">admin<");
            return xml.replace(signed, how.of(signed, forged));
        };
    }

    private static String assertionOf(String xml) {
        return xml.substring(
                xml.indexOf("<saml:Assertion"), xml.indexOf("</saml:Assertion>") + "</saml:Assertion>".length());
    }

    private static String signature(String xml) {
        return xml.substring(
                xml.indexOf("<ds:Signature "), xml.indexOf("</ds:Signature>") + "</ds:Signature>".length());
    }

    private static String id(String assertion) {
        return assertion.replaceFirst("(?s)^<saml:Assertion[^>]* ID=\"([^\"]*)\".*", "$1");
    }

    /** A new person with an account that began at the stub; the name there is the user name. */
    private String signedUp() {
        String name = newName();
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

    private static String newName() {
        return "saml-" + COUNT.incrementAndGet() + "-person";
    }
}
