package dev.latchkey.notes.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.notes.testing.AccessToken;
import dev.latchkey.notes.testing.MovableClock;
import dev.latchkey.notes.testing.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Revocations that arrive by the issuer's status list. */
class StatusListTests {

    private static final int PLACES = 1024;

    private final TestIssuer issuer = new TestIssuer();
    private final MovableClock clock = new MovableClock();
    private StatusLists lists = listsOf(Duration.ofSeconds(60));
    private VerifiedTokens tokens = tokensOf(lists, "");

    @BeforeEach
    void nothingRevoked() throws Exception {
        issuer.publishStatusList(list());
    }

    private ResourceProperties properties() {
        return new ResourceProperties(
                URI.create(issuer.url()),
                TestIssuer.AUDIENCE,
                null,
                new ResourceProperties.Token(List.of("ES256"), Duration.ofSeconds(10)),
                new ResourceProperties.Jwks(null, Duration.ofMinutes(5), Duration.ofMinutes(15)),
                List.of());
    }

    private IssuerKeys keys() {
        ApiSecurity security = new ApiSecurity();
        return security.issuerKeys(security.issuerDocuments(properties()), properties(), clock);
    }

    private StatusLists listsOf(Duration tolerance) {
        StatusListProperties settings = new StatusListProperties(true, Duration.ofSeconds(2), tolerance);
        return new ApiSecurity().statusLists(properties(), settings, keys(), clock);
    }

    private VerifiedTokens tokensOf(StatusLists statusLists, String introspectionSecret) {
        ApiSecurity security = new ApiSecurity();
        return security.verifiedTokens(
                properties(),
                new IntrospectionProperties("notes-api", introspectionSecret, Duration.ofSeconds(10)),
                new StatusListProperties(true, Duration.ofSeconds(2), Duration.ofSeconds(60)),
                security.issuerDocuments(properties()),
                keys(),
                statusLists,
                clock);
    }

    private static String pack(int... revoked) throws Exception {
        BitSet bits = new BitSet();
        Arrays.stream(revoked).forEach(bits::set);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(Arrays.copyOf(bits.toByteArray(), PLACES / 8));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    private AccessToken list(int... revoked) throws Exception {
        long now = clock.instant().getEpochSecond();
        return issuer.token()
                .header("typ", "statuslist+jwt")
                .with("sub", issuer.statusList())
                .with("iat", now)
                .with("exp", now + 600)
                .with("status_list", Map.of("bits", 1, "lst", pack(revoked)));
    }

    private String token(Object index) {
        return token(index, issuer.statusList());
    }

    private String token(Object index, String uri) {
        return issuer.token()
                .with("status", Map.of("status_list", Map.of("idx", index, "uri", uri)))
                .sign();
    }

    private void assertAccepted(String token) {
        assertThatCode(() -> tokens.authenticate(token)).doesNotThrowAnyException();
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(InvalidBearerTokenException.class);
    }

    private void assertUnavailable(String token) {
        assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(IssuerUnavailableException.class);
    }

    private long fetches() {
        return issuer.requests().stream()
                .filter("/oauth2/status-lists/0"::equals)
                .count();
    }

    @Test
    void rs14_refusesARevokedTokenAfterTheNextRefresh() throws Exception {
        String token = token(7);
        String other = token(8);
        assertAccepted(token);

        clock.forward(Duration.ofSeconds(1));
        issuer.publishStatusList(list(7));
        lists.refresh();

        assertRefused(token);
        assertAccepted(other);
    }

    @Test
    void rs14_refusesATokenThatWasRevokedBeforeItWasFirstSeen() throws Exception {
        issuer.publishStatusList(list(0, 9, 1023));

        assertRefused(token(0));
        assertRefused(token(9));
        assertRefused(token(1023));
        assertAccepted(token(1));
        assertAccepted(token(8));
        assertAccepted(token(1022));
    }

    @Test
    void asksTheIssuerInTheBackgroundOnly() {
        String token = token(7);
        for (int i = 0; i < 1000; i++) {
            assertAccepted(token);
        }

        assertThat(fetches()).isEqualTo(1);
        lists.refresh();
        assertThat(fetches()).isEqualTo(2);
    }

    @Test
    void doesNotAskForListsThatNobodyUses() {
        assertAccepted(token(7));
        clock.forward(Duration.ofMinutes(6));

        lists.refresh();

        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void acceptsForAMinuteWhileTheListCannotBeHadAndThenRefuses() {
        String token = token(7);
        assertAccepted(token);
        issuer.goDown(true);

        clock.forward(Duration.ofSeconds(60));
        lists.refresh();
        assertAccepted(token);
        clock.forward(Duration.ofSeconds(1));
        lists.refresh();
        assertUnavailable(token);

        issuer.goDown(false);
        lists.refresh();
        assertAccepted(token);
    }

    @Test
    void acceptsForAMinuteWhatNamesAListThatWasNeverHad() {
        assertAccepted(issuer.token().sign()); // the keys are known
        issuer.goDown(true);
        String token = token(7);

        assertAccepted(token);
        clock.forward(Duration.ofSeconds(61));
        assertUnavailable(token);
    }

    @Test
    void acceptsNothingWithoutAListWhereNoneIsTolerated() {
        lists = listsOf(Duration.ZERO);
        tokens = tokensOf(lists, "");
        assertAccepted(issuer.token().sign());
        issuer.goDown(true);

        assertUnavailable(token(7));
    }

    @Test
    void neverForgetsARevocationOnceItIsKnown() throws Exception {
        String token = token(7);
        issuer.publishStatusList(list(7));
        assertRefused(token);

        issuer.publishStatusList(list());
        clock.forward(Duration.ofSeconds(2));
        lists.refresh();

        assertRefused(token);
    }

    @Test
    void keepsTheYoungerOfTwoLists() throws Exception {
        AccessToken older = list();
        clock.forward(Duration.ofSeconds(5));
        issuer.publishStatusList(list(7));
        assertRefused(token(7));

        issuer.publishStatusList(older);
        lists.refresh();

        assertRefused(token(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"typ", "sub", "iss", "exp", "key", "bits", "lst", "absent"})
    void believesNoListThatIsNotTheIssuersForThisAddress(String what) throws Exception {
        AccessToken wrong = list(7);
        switch (what) {
            case "typ" -> wrong.header("typ", "at+jwt");
            case "sub" -> wrong.with("sub", issuer.url() + "/oauth2/status-lists/1");
            case "iss" -> wrong.with("iss", "https://evil.test");
            case "exp" -> wrong.with("exp", clock.instant().getEpochSecond() - 1);
            case "key" -> wrong.signedBy(TestIssuer.newEcKey("ec-1"));
            case "bits" -> wrong.with("status_list", Map.of("bits", 2, "lst", pack(7)));
            case "lst" -> wrong.with("status_list", Map.of("bits", 1, "lst", "AAAA"));
            default -> wrong.without("status_list");
        }
        issuer.publishStatusList(wrong);
        String token = token(7);

        assertAccepted(token);
        clock.forward(Duration.ofSeconds(61));
        lists.refresh();
        assertUnavailable(token);
    }

    @Test
    void refusesAPlaceThatNoListHas() {
        assertRefused(token(PLACES));
        assertRefused(token(-1));
        assertRefused(token(1L << 40));
        assertRefused(token("7"));
        assertRefused(issuer.token().with("status", "x").sign());
        assertRefused(
                issuer.token().with("status", Map.of("status_list", List.of())).sign());
    }

    @Test
    void asksNobodyButTheIssuer() {
        assertRefused(token(7, "http://127.0.0.1:1/list"));
        assertRefused(token(7, issuer.url() + ".evil.test/list"));
        assertThat(fetches()).isZero();
    }

    @Test
    void leavesTokensWithoutStatusToIntrospection() {
        tokens = tokensOf(lists, "introspection secret: 100%");
        String token = issuer.token().sign();
        issuer.revoke(token);

        assertRefused(token);
        assertThat(fetches()).isZero();
    }
}
