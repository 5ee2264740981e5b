package dev.latchkey.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Authenticator;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Making a passkey: what is asked for, and what of the answer is believed. */
class PasskeyRegistrationTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final PasskeyPages pages = new PasskeyPages(story);

    @Test
    void addsANamedPasskeyAndWritesItDown() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);

        pages.register(browser, authenticator().synced(), "Phone of Ann");

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body())
                .contains("Phone of Ann", "On your devices that share their passkeys", "Not yet");
        assertThat(pages.namesOf(people.idOf(account))).containsExactly("Phone of Ann");
        assertThat(pages.eventsOf(people.idOf(account))).containsExactly("FACTOR_ADDED");
        assertThat(story.server()
                        .mailbox()
                        .awaitTo(account.username() + "@example.test")
                        .text())
                .contains("The passkey “Phone of Ann” was added to your account.");
    }

    @Test
    @DisplayName("MF-18: whoever stole an account may have changed its address first")
    void tellsTheAddressBeforeToo() {
        TestAccount account = people.withPassword();
        String before = "before-" + account.username() + "@example.test";
        people.changedAwayFrom(before, people.idOf(account), "7 days");

        pages.register(story.browserOf(account), authenticator(), "Phone of a thief");

        assertThat(story.server().mailbox().awaitTo(before).text()).contains("“Phone of a thief”");
    }

    @Test
    void asksForADiscoverableCredentialWithoutAttestationUnderAnOpaqueHandle() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);

        JsonNode options = JSON.readTree(pages.creationOptions(browser));

        assertThat(options.at("/rp/id").asString()).isEqualTo("localhost");
        assertThat(options.at("/attestation").asString()).isEqualTo("none");
        assertThat(options.at("/authenticatorSelection/residentKey").asString()).isEqualTo("preferred");
        assertThat(options.at("/authenticatorSelection/userVerification").asString())
                .isEqualTo("preferred");
        assertThat(options.at("/timeout").asLong()).isEqualTo(300_000);
        assertThat(options.at("/pubKeyCredParams").findValuesAsString("alg")).containsExactly("-7", "-8", "-257");
        byte[] handle = Base64.getUrlDecoder().decode(options.at("/user/id").asString());
        assertThat(handle).hasSize(32);
        assertThat(JSON.readTree(pages.creationOptions(browser)).at("/user/id"))
                .as("one account, one handle")
                .isEqualTo(options.at("/user/id"));
        assertThat(new String(handle, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(account.username(), people.idOf(account).toString());
    }

    @Test
    void asksAuthenticatorsThatHaveOneAlreadyToMakeNoSecond() {
        Authenticator first = authenticator();
        pages.registered(people.withPassword(), first);
        Browser browser = pages.signIn(story.browser(), first);

        JsonNode excluded = JSON.readTree(pages.creationOptions(browser)).at("/excludeCredentials");

        assertThat(excluded.findValuesAsString("id"))
                .containsExactly(Base64.getUrlEncoder().withoutPadding().encodeToString(first.credentialId()));
    }

    /** PK-02, PK-04, PK-06. */
    @TestFactory
    Stream<DynamicTest> refuses() {
        Map<String, UnaryOperator<Authenticator>> changes = Map.of(
                "another origin", a -> a.at("https://evil.as.test"),
                "another port", a -> a.at("http://localhost:1"),
                "another scheme", a -> a.at(story.server().issuer().replace("http:", "https:")),
                "an Android application", a -> a.at("android:apk-key-hash:pNiP5iKyQ8JwgGOaKA1zGPUPJIS-0H1xKCQcfIoGLck"),
                "another relying party", a -> a.forRelyingParty("evil.as.test"),
                "a frame of another origin", Authenticator::inAFrameOfAnotherOrigin,
                "nobody present", Authenticator::withoutPresence,
                "an algorithm that was not asked for", Authenticator::withWeakAlgorithm,
                "bytes after the attestation object", Authenticator::withTrailingBytes,
                "a credential id that is too long", a -> a.calling(Authenticator.random(1024)));
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        return changes.entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    pages.register(browser, change.getValue().apply(authenticator()), "Refused");
                    assertThat(browser.page().statusCode()).isEqualTo(400);
                    assertThat(browser.page().body()).contains("couldn’t be accepted");
                    assertThat(pages.namesOf(people.idOf(account))).isEmpty();
                }));
    }

    /** PK-06: we ask for no attestation, so a forged one gives nothing and none is kept. */
    @Test
    void neitherBelievesNorKeepsAnAttestation() {
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator().withForgedAttestation());

        String stored = story.server()
                .database()
                .sql("select encode(attestation_object, 'escape') from passkey where account_id = :account")
                .param("account", people.idOf(account))
                .query(String.class)
                .single();

        assertThat(stored).contains("none").doesNotContain("packed", "x5c");
    }

    @TestFactory
    Stream<DynamicTest> answersBrokenInputWithAnError() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        String right = authenticator().create(pages.creationOptions(browser));
        String broken = "\"attestationObject\":\"";
        return Stream.of(
                        "",
                        "null",
                        "[]",
                        "{",
                        "{}",
                        "{\"type\":\"public-key\"}",
                        "[".repeat(10_000),
                        "x".repeat(200_000),
                        right + "{}",
                        right.replace("\"type\":\"public-key\"", "\"type\":\"password\""),
                        right.replace(broken, broken + "!"),
                        right.replace(broken, broken + "AAAA"),
                        right.replace("clientDataJSON", "clientData"),
                        right.replace("rawId", "raw"))
                .map(answer -> DynamicTest.dynamicTest(
                        answer.length() + " characters: " + answer.substring(0, Math.min(60, answer.length())), () -> {
                            pages.submitNew(browser, answer, "Broken");
                            assertThat(browser.page().statusCode()).isEqualTo(400);
                            assertThat(pages.namesOf(people.idOf(account))).isEmpty();
                        }));
    }

    /** PK-01 and PK-07: a challenge is for one session, one ceremony, one answer, five minutes. */
    @Test
    void takesAnAnswerOnce() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        String answer = authenticator().create(pages.creationOptions(browser));
        pages.submitNew(browser, answer, "First");
        story.server()
                .database()
                .sql("delete from passkey where account_id = :a")
                .param("a", people.idOf(account))
                .update();

        pages.submitNew(browser, answer, "Again");

        assertThat(browser.page().body()).contains("You waited too long");
        assertThat(pages.namesOf(people.idOf(account))).isEmpty();
    }

    @Test
    void takesNoAnswerToAChallengeOfAnotherSession() {
        TestAccount mallory = people.withPassword();
        TestAccount victim = people.withPassword();
        String answer = authenticator().create(pages.creationOptions(story.browserOf(mallory)));
        Browser browser = story.browserOf(victim);

        pages.submitNew(browser, answer, "Mallory’s");

        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(pages.namesOf(people.idOf(victim))).isEmpty();
    }

    @Test
    void takesNoAnswerToAChallengeOfASignIn() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        JsonNode creation = JSON.readTree(pages.creationOptions(browser));
        String challenge =
                JSON.readTree(pages.signInOptions(browser)).at("/challenge").asString();
        String answer = authenticator()
                .create(creation.toString().replace(creation.at("/challenge").asString(), challenge));

        pages.submitNew(browser, answer, "Mixed up");

        assertThat(browser.page().body()).contains("You waited too long");
    }

    /** PK-08. */
    @Test
    void addsNoCredentialThatIsAnotherAccounts() {
        Authenticator taken = authenticator();
        pages.registered(people.withPassword(), taken);
        TestAccount mallory = people.withPassword();
        Browser browser = story.browserOf(mallory);

        pages.register(browser, authenticator().calling(taken.credentialId()), "Taken");

        assertThat(browser.page().statusCode()).isBetween(400, 409);
        assertThat(pages.namesOf(people.idOf(mallory))).isEmpty();
    }

    @Test
    void addsNoMoreThanAnAccountCanHave() {
        TestAccount account = people.withPassword();
        Authenticator first = authenticator();
        pages.registered(account, first);
        Browser browser = pages.signIn(story.browser(), first);
        UUID id = people.idOf(account);
        story.server().database().sql("""
                        insert into passkey select gen_random_uuid(), account_id, sha256(n::text::bytea || credential_id), public_key,
                          attestation_object, 0, false, false, transports, 'Copy', now(), null
                        from passkey, generate_series(1, 19) n where account_id = :account
                        """).param("account", id).update();

        pages.register(browser, authenticator(), "One too many");

        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(pages.namesOf(id)).hasSize(20).doesNotContain("One too many");
    }

    @Test
    void wantsAName() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        for (String name : new String[] {"", "   ", "x".repeat(61), "a\u202Eb"}) {
            pages.register(browser, authenticator(), name);
            assertThat(browser.page().statusCode()).isEqualTo(400);
        }
        assertThat(pages.namesOf(people.idOf(account))).isEmpty();
    }

    /** PK-07, MF-14: neither a partial sign-in nor one of an hour ago. */
    @Test
    void servesNobodyWhoseProofIsOldOrHalf() {
        TestAccount account = people.withTotp();
        Browser partial = pages.password(account);
        assertThat(partial.openWithoutFollowing(PasskeyPages.NEW + "/options").statusCode())
                .isEqualTo(303);

        Browser old = story.browserOf(account);
        story.server()
                .database()
                .sql("""
                        update browser_session set factors = '{"PASSWORD": "2026-01-01T00:00:00Z", "TOTP": "2026-01-01T00:00:00Z"}'
                        where account_id = :account
                        """)
                .param("account", people.idOf(account))
                .update();
        for (String path : new String[] {PasskeyPages.NEW, PasskeyPages.NEW + "/options"}) {
            assertThat(old.openWithoutFollowing(path)
                            .headers()
                            .firstValue("Location")
                            .orElse(""))
                    .startsWith("/reauthenticate");
        }
    }

    private Authenticator authenticator() {
        return new Authenticator(story.server());
    }
}
