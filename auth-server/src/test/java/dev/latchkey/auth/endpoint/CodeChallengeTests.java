package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.client.ClientPolicy;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.TokenLifetimes;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.SigningClient;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A confidential client whose operator has said that it need not use PKCE: what it sends holds all the same. */
class CodeChallengeTests {

    private static final Story STORY = new Story();
    private static final Browser BOB = STORY.browserOf(TestAccount.BOB);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ClientPolicy WITHOUT_PKCE =
            new ClientPolicy(TokenLifetimes.OF_THE_INSTALLATION, null, false, null);

    private final TestClient old = registered(WITHOUT_PKCE);
    private final RelyingParty relyingParty = STORY.relyingParty(old);

    private static TestClient registered(ClientPolicy policy) {
        TestClient client = new TestClient(
                "old-" + NUMBER.incrementAndGet(),
                "old-secret-0000000000000000000000000000000000000",
                "https://old.test/cb");
        SigningClient.register(
                STORY.server(),
                client.clientId(),
                Map.of("client_name", "Old", "redirect_uris", List.of(client.redirectUri()), "scope", "openid"),
                policy,
                client.secret());
        return client;
    }

    private static Redirect answerTo(AuthorizationRequest request) {
        BOB.open(request.with("scope", "openid").url());
        if (BOB.at("/oauth2/consent")) {
            BOB.submit("/oauth2/consent", Map.of("decision", "allow"));
        }
        return Redirect.of(BOB.leftFor());
    }

    private static AuthorizationRequest withoutChallenge(TestClient client) {
        return new AuthorizationRequest(client).without("code_challenge").without("code_challenge_method");
    }

    @Test
    void needsNone() {
        String code = answerTo(withoutChallenge(old)).code();

        assertThat(relyingParty.redeem(code, Map.of("code_verifier", "")).body())
                .containsKeys("access_token", "id_token");
    }

    @Test
    void isNotBelievedThatItsChallengeWasTakenOut() {
        String code = answerTo(withoutChallenge(old)).code();

        assertThat(relyingParty.redeem(code).refusal()).as("AZ-26").isEqualTo("400 invalid_grant");
        assertThat(relyingParty.redeem(code, Map.of("code_verifier", "")).refusal())
                .as("the code is burned")
                .isEqualTo("400 invalid_grant");
    }

    @Test
    void isHeldToItsChallenge() {
        String code = answerTo(new AuthorizationRequest(old)).code();

        assertThat(relyingParty.redeem(code, Map.of("code_verifier", "")).refusal())
                .isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge_method, S256",
        "code_challenge_method, plain",
        "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    })
    void mayNotSendHalfOfIt(String name, String value) {
        assertThat(answerTo(withoutChallenge(old).with(name, value)).error()).isEqualTo("invalid_request");
    }

    @Test
    void isTheExceptionOfOneClient() {
        assertThat(answerTo(withoutChallenge(registered(ClientPolicy.ORDINARY))).error())
                .isEqualTo("invalid_request");
        assertThat(answerTo(withoutChallenge(TestClient.SPA)).error()).isEqualTo("invalid_request");
    }

    @Test
    void isNeverPublic() {
        Map<String, Object> browserApplication = Map.of(
                "client_name",
                "Old",
                "redirect_uris",
                List.of("https://old.test/cb"),
                "token_endpoint_auth_method",
                "none");

        assertThatThrownBy(() ->
                        SigningClient.register(STORY.server(), "old-public", browserApplication, WITHOUT_PKCE, null))
                .isInstanceOf(InvalidClientMetadataException.class)
                .hasMessageContaining("without a credential");
    }
}
