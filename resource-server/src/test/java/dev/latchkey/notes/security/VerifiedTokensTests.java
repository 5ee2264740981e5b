package dev.latchkey.notes.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.notes.testing.AccessToken;
import dev.latchkey.notes.testing.MovableClock;
import dev.latchkey.notes.testing.TestIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** What is remembered of a token must end with the token and with its key. */
class VerifiedTokensTests {

    private final TestIssuer issuer = new TestIssuer();

    private final MovableClock clock = new MovableClock();

    private final VerifiedTokens tokens = tokensOf(issuer.url(), "");

    @Test
    void theSameTokenIsVerifiedOnce() {
        String token = issuer.token().sign();
        assertThat(tokens.authenticate(token)).isSameAs(tokens.authenticate(token));
    }

    @Test
    void nothingIsRememberedBeyondExpiry() {
        String token = issuer.token()
                .with("exp", clock.instant().getEpochSecond() + 60)
                .sign();
        tokens.authenticate(token);
        clock.forward(Duration.ofSeconds(60));
        tokens.authenticate(token); // within the clock skew
        clock.forward(Duration.ofSeconds(11));
        assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void rs18_aTokenOfARetiredKeyHoldsUntilTheKeyIsRemoved() {
        AccessToken claims = issuer.token().with("exp", clock.instant().getEpochSecond() + 3600);
        String token = claims.sign();
        tokens.authenticate(token);

        issuer.publish(TestIssuer.newEcKey("ec-2"), issuer.signingKey());
        clock.forward(Duration.ofMinutes(6));
        tokens.authenticate(token);

        issuer.publish(TestIssuer.newEcKey("ec-2"));
        clock.forward(Duration.ofMinutes(6));
        assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void anotherKeyUnderTheSameIdIsAnotherKey() {
        String token = issuer.token()
                .with("exp", clock.instant().getEpochSecond() + 3600)
                .sign();
        tokens.authenticate(token);
        issuer.publish(TestIssuer.newEcKey("ec-1"));
        clock.forward(Duration.ofMinutes(6));
        assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void aTokenThatDiffersInOneBitIsAnotherToken() {
        String token = issuer.token().sign();
        tokens.authenticate(token);
        String payload = token.split("\\.")[1];
        String altered = token.replace(payload, payload.substring(0, payload.length() - 2) + "AA");
        assertThatThrownBy(() -> tokens.authenticate(altered)).isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void withoutTheIssuerNoTokenCanBeJudged() {
        issuer.goDown(true);
        assertThatThrownBy(() -> tokens.authenticate(issuer.token().sign()))
                .isInstanceOf(IssuerUnavailableException.class);
        issuer.goDown(false);
        clock.forward(Duration.ofSeconds(3));
        tokens.authenticate(issuer.token().sign());
    }

    @Test
    void metadataOfAnotherIssuerIsNotUsed() {
        VerifiedTokens lured = tokensOf(issuer.url().replace("127.0.0.1", "localhost"), "");
        assertThatThrownBy(() -> lured.authenticate(issuer.token().sign()))
                .isInstanceOf(IssuerUnavailableException.class);
    }

    @Test
    void theMetadataOfAnIssuerWithAPathIsBetweenHostAndPath() {
        assertThat(IssuerDocuments.metadataOf(URI.create("https://id.example.test/tenant")))
                .hasToString("https://id.example.test/.well-known/oauth-authorization-server/tenant");
    }

    @Test
    void rs14_aRevokedTokenIsRefusedWithinSecondsAndTheIssuerRarelyAsked() {
        VerifiedTokens asking = tokensOf(issuer.url(), "introspection secret: 100%");
        String token = issuer.token().sign();
        for (int i = 0; i < 100; i++) {
            asking.authenticate(token);
        }
        assertThat(introspections()).isEqualTo(1);

        issuer.revoke(token);
        clock.forward(Duration.ofSeconds(11));
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> asking.authenticate(token)).isInstanceOf(InvalidBearerTokenException.class);
        }
        assertThat(introspections()).isEqualTo(2);
    }

    @Test
    void rs14_aTokenWhoseStatusCannotBeLearnedIsNotAccepted() {
        VerifiedTokens asking = tokensOf(issuer.url(), "introspection secret: 100%");
        String token = issuer.token().sign();
        asking.authenticate(token);
        issuer.goDown(true);
        asking.authenticate(token);
        clock.forward(Duration.ofSeconds(11));
        assertThatThrownBy(() -> asking.authenticate(token)).isInstanceOf(IssuerUnavailableException.class);
        issuer.goDown(false);
        asking.authenticate(token);
    }

    @Test
    void theIssuerIsNotAskedAboutTokensThatAreBadAnyway() {
        VerifiedTokens asking = tokensOf(issuer.url(), "introspection secret: 100%");
        assertThatThrownBy(() -> asking.authenticate(
                        issuer.token().signedBy(TestIssuer.newEcKey("ec-1")).sign()))
                .isInstanceOf(InvalidBearerTokenException.class);
        assertThat(introspections()).isZero();
    }

    private long introspections() {
        return issuer.requests().stream().filter("/oauth2/introspect"::equals).count();
    }

    private VerifiedTokens tokensOf(String url, String introspectionSecret) {
        ResourceProperties properties = new ResourceProperties(
                URI.create(url),
                TestIssuer.AUDIENCE,
                null,
                new ResourceProperties.Token(List.of("ES256"), Duration.ofSeconds(10)),
                new ResourceProperties.Jwks(null, Duration.ofMinutes(5), Duration.ofMinutes(15)),
                List.of());
        StatusListProperties statusList = new StatusListProperties(true, Duration.ofSeconds(2), Duration.ofSeconds(60));
        ApiSecurity security = new ApiSecurity();
        IssuerDocuments documents = security.issuerDocuments(properties);
        IssuerKeys keys = security.issuerKeys(documents, properties, clock);
        return security.verifiedTokens(
                properties,
                new IntrospectionProperties("notes-api", introspectionSecret, Duration.ofSeconds(10)),
                statusList,
                documents,
                keys,
                security.statusLists(properties, statusList, keys, clock),
                clock);
    }
}
