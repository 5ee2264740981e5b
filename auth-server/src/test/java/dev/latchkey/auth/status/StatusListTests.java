package dev.latchkey.auth.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.key.TokenVerifier;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.BitSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusListTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final RelyingParty web = story.relyingParty(TestClient.WEB);

    private static Map<?, ?> reference(RelyingParty.Answer tokens) {
        try {
            Map<?, ?> status = (Map<?, ?>) SignedJWT.parse(tokens.text("access_token"))
                    .getJWTClaimsSet()
                    .getClaim("status");
            return (Map<?, ?>) status.get("status_list");
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static RelyingParty.Answer get(String uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return RelyingParty.send(request);
    }

    private JWTClaimsSet claims(String uri) {
        return server.bean(TokenVerifier.class)
                .claims(get(uri).response().body(), "statuslist+jwt")
                .orElseThrow();
    }

    /** Reads a list as the draft says, with nothing of ours. */
    private static boolean isRevoked(JWTClaimsSet list, int index) {
        try {
            Map<String, Object> content = list.getJSONObjectClaim("status_list");
            assertThat(content.get("bits").toString()).isEqualTo("1");
            byte[] bytes =
                    inflate(Base64.getUrlDecoder().decode(content.get("lst").toString()));
            return (bytes[index / 8] >> (index % 8) & 1) == 1;
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] inflate(byte[] compressed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!inflater.finished()) {
                bytes.write(part, 0, inflater.inflate(part));
            }
            return bytes.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    private boolean isRevoked(RelyingParty.Answer tokens) {
        Map<?, ?> reference = reference(tokens);
        return isRevoked(
                claims(reference.get("uri").toString()),
                Integer.parseInt(reference.get("idx").toString()));
    }

    private void assertRevokedBy(Consumer<RelyingParty.Answer> door) {
        RelyingParty.Answer tokens = story.tokens(TestClient.WEB, "openid notes:read");
        RelyingParty.Answer other = story.tokens(TestClient.WEB, "openid notes:read");
        assertThat(isRevoked(tokens)).isFalse();

        door.accept(tokens);

        await().atMost(SOON).until(() -> isRevoked(tokens));
        assertThat(isRevoked(other)).isFalse();
    }

    @Nested
    class Lists {

        private final RelyingParty.Answer tokens = story.tokens(TestClient.WEB, "openid notes:read");
        private final String uri = reference(tokens).get("uri").toString();

        @Test
        void areSignedForTheirAddressAndSoonOld() {
            RelyingParty.Answer answer = get(uri, "Accept", "application/statuslist+jwt");
            JWTClaimsSet claims = claims(uri);

            assertThat(uri).startsWith(server.issuer() + "/");
            assertThat(answer.header("Content-Type")).isEqualTo("application/statuslist+jwt");
            assertThat(claims.getSubject()).isEqualTo(uri);
            assertThat(claims.getIssuer()).isEqualTo(server.issuer());
            assertThat(claims.getIssueTime()).isNotNull();
            assertThat(claims.getClaim("ttl")).isEqualTo(2L);
            assertThat(Duration.between(
                            claims.getIssueTime().toInstant(),
                            claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofMinutes(10));
        }

        @Test
        void areForCachesThatAskWhetherTheyHaveChanged() {
            RelyingParty.Answer answer = get(uri);
            String tag = answer.header("ETag");

            assertThat(answer.header("Cache-Control")).contains("public").contains("max-age=1");
            assertThat(get(uri, "If-None-Match", tag).status()).isEqualTo(304);
            assertThat(get(uri, "If-None-Match", "\"another\"").status()).isEqualTo(200);

            web.revoke(tokens.text("refresh_token"));

            await().atMost(SOON).until(() -> get(uri, "If-None-Match", tag).status() == 200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1000000", "999999999999999", "-1", "x", "", "0/", "9999999999999999999999"})
        void areOnlyThoseThatGrantsCanBelongTo(String list) {
            assertThat(get(server.url("/oauth2/status-lists/" + list)).status()).isIn(303, 404);
        }

        @Test
        void doNotTellWhomTheyAreAbout() {
            assertThat(claims(uri).getClaims().keySet())
                    .containsExactlyInAnyOrder("iss", "sub", "iat", "exp", "ttl", "status_list");
        }
    }

    @Nested
    class Tokens {

        @Test
        void ofOneGrantShareAPlaceAndOthersHaveAnother() {
            RelyingParty.Answer first = story.tokens(TestClient.WEB, "openid notes:read");
            RelyingParty.Answer refreshed = web.refresh(first.text("refresh_token"));
            RelyingParty.Answer other = story.tokens(TestClient.WEB, "openid notes:read");

            assertThat(reference(refreshed)).isEqualTo(reference(first));
            assertThat(reference(other)).isNotEqualTo(reference(first));
        }

        @Test
        @DisplayName("tokens that a client gets for itself have no grant, and no status")
        void ofAClientForItselfHaveNone() throws Exception {
            String token = story.relyingParty(TestClient.SERVICE)
                    .clientCredentials("notes:read")
                    .text("access_token");

            assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaims()).doesNotContainKey("status");
        }

        @Test
        void areNotIntrospectedWithIt() {
            RelyingParty.Answer tokens = story.tokens(TestClient.WEB, "openid notes:read");

            assertThat(web.introspect(tokens.text("access_token")).body()).doesNotContainKey("status");
        }
    }

    @Nested
    class Revocation {

        @ParameterizedTest
        @ValueSource(strings = {"refresh_token", "access_token"})
        void byTheClientIsPublished(String which) {
            assertRevokedBy(tokens -> web.revoke(tokens.text(which)));
        }

        @Test
        void byAReplayIsPublished() {
            assertRevokedBy(tokens -> {
                RelyingParty.Answer next = web.refresh(tokens.text("refresh_token"));
                web.refresh(next.text("refresh_token"));
                web.refresh(tokens.text("refresh_token"));
            });
        }

        @Test
        void byWhateverStatementIsPublished() {
            assertRevokedBy(tokens -> server.database()
                    .sql("update oauth_grant set revoked_at = now(), revoked_because = 'TEST' where id = :id")
                    .param("id", grantOf(tokens))
                    .update());
        }

        @Test
        void byTheEndOfTheAccountIsPublished() {
            NewAccounts people = story.newAccounts();
            TestAccount account = people.withPassword();
            RelyingParty.Answer tokens = story.tokens(story.browserOf(account), TestClient.WEB, "openid notes:read");

            server.database()
                    .sql("delete from account where id = :id")
                    .param("id", people.idOf(account))
                    .update();

            await().atMost(SOON).until(() -> isRevoked(tokens));
        }

        @Test
        void isNotNotedForGrantsThatHaveExpired() {
            RelyingParty.Answer tokens = story.tokens(TestClient.WEB, "openid notes:read");
            UUID grant = grantOf(tokens);
            long index = server.database()
                    .sql(
                            "update oauth_grant set expires_at = now() - interval '2 hours' where id = :id returning status_index")
                    .param("id", grant)
                    .query(Long.class)
                    .single();

            server.database()
                    .sql("delete from oauth_grant where id = :id")
                    .param("id", grant)
                    .update();

            assertThat(server.database()
                            .sql("select count(*) from status_list_revocation where index = :index")
                            .param("index", index)
                            .query(Long.class)
                            .single())
                    .isZero();
        }

        @Test
        void isForgottenWhenNoTokenCanBeAlive() {
            insert(-1, "3 days");
            insert(-2, "1 hour");

            server.bean(RevokedIndexes.class).sweep();

            assertThat(server.database()
                            .sql("delete from status_list_revocation where index < 0 returning index")
                            .query(Long.class)
                            .list())
                    .containsExactly(-2L);
        }

        private void insert(long index, String age) {
            server.database()
                    .sql("insert into status_list_revocation values (:index, now() - cast(:age as interval))")
                    .param("index", index)
                    .param("age", age)
                    .update();
        }

        private UUID grantOf(RelyingParty.Answer tokens) {
            try {
                return UUID.fromString(SignedJWT.parse(tokens.text("access_token"))
                        .getJWTClaimsSet()
                        .getStringClaim("grant_id"));
            } catch (ParseException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    @DisplayName("the example of draft-ietf-oauth-status-list §4.1")
    void packsBitsAsTheDraftDoes() {
        // Statuses 1 0 0 1 1 1 0 1 1 1 0 0 0 1 0 1 become the bytes b9 a3.
        BitSet bits = new BitSet();
        int[] statuses = {1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1};
        for (int i = 0; i < statuses.length; i++) {
            bits.set(i, statuses[i] == 1);
        }

        assertThat(inflate(Base64.getUrlDecoder().decode(StatusLists.compress(bits, 16))))
                .containsExactly(0xb9, 0xa3);
    }
}
