package dev.latchkey.demo.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.web.util.UriComponentsBuilder;

/** The authorization server, played with real keys: it signs what it is told to sign. */
public class AuthorizationServer {

    public static final String CLIENT_ID = "demo";

    public static final String CLIENT_SECRET = "a-secret-of-the-demo-client-only";

    private final WireMockServer http =
            new WireMockServer(wireMockConfig().dynamicPort().gzipDisabled(true));

    private final RSAKey key = rsaKey();

    private final RSAKey strangersKey = rsaKey();

    private final AtomicInteger count = new AtomicInteger();

    AuthorizationServer() {
        http.start();
        reset();
    }

    public String issuer() {
        return http.baseUrl();
    }

    /** Forgets what was asked and answers as a healthy server does. */
    public void reset() {
        http.resetAll();
        http.stubFor(get("/.well-known/openid-configuration").willReturn(okJson("{}")));
        http.stubFor(get("/oauth2/jwks").willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
        http.stubFor(post("/oauth2/revoke").willReturn(aResponse().withStatus(200)));
    }

    /** Whatever is asked, nobody answers in a useful way. */
    public void fail() {
        http.resetMappings();
        http.stubFor(com.github.tomakehurst.wiremock.client.WireMock.any(
                        com.github.tomakehurst.wiremock.client.WireMock.anyUrl())
                .willReturn(aResponse().withStatus(503)));
    }

    /** Answers an authorization request with a code, and keeps tokens ready for it. Returns where the browser goes. */
    public URI allow(URI authorizationRequest, Grant grant) {
        Map<String, String> request = query(authorizationRequest);
        String code = "code-" + count.incrementAndGet() + "-" + UUID.randomUUID();
        tokensFor("code=" + code, grant.withNonce(request.get("nonce")).withClient(request.get("client_id")));
        return response(request, Map.of("code", code));
    }

    /** Answers an authorization request with an error. */
    public URI deny(URI authorizationRequest, String error) {
        return response(query(authorizationRequest), Map.of("error", error));
    }

    private URI response(Map<String, String> request, Map<String, String> answer) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(request.get("redirect_uri"));
        answer.forEach(uri::queryParam);
        return uri.queryParam("state", encode(request.get("state")))
                .queryParam("iss", encode(issuer()))
                .build(true)
                .toUri();
    }

    /** Keeps tokens ready for whoever presents this in a token request. */
    public void tokensFor(String credential, Grant grant) {
        Map<String, Object> response = new HashMap<>();
        response.put("access_token", accessToken(grant));
        response.put("token_type", "Bearer");
        response.put("expires_in", grant.expiresIn());
        response.put("refresh_token", grant.refreshToken());
        response.put("scope", Grant.EVERYTHING);
        response.put("id_token", idToken(grant));
        http.stubFor(post("/oauth2/token")
                .withRequestBody(containing(credential))
                .willReturn(okJson(JSONObjectUtils.toJSONString(response))));
        http.stubFor(get("/userinfo")
                .willReturn(okJson(JSONObjectUtils.toJSONString(Map.of(
                        "sub",
                        grant.subject(),
                        "name",
                        grant.name(),
                        "email",
                        "alice@example.test",
                        "email_verified",
                        true)))));
    }

    /** Refuses this in a token request. */
    public void refuse(String credential, String error) {
        http.stubFor(post("/oauth2/token")
                .withRequestBody(containing(credential))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"error\":\"" + error + "\"}")));
    }

    public List<LoggedRequest> tokenRequests(String grantType) {
        return http.findAll(
                postRequestedFor(urlEqualTo("/oauth2/token")).withRequestBody(containing("grant_type=" + grantType)));
    }

    public List<LoggedRequest> revocations() {
        return http.findAll(postRequestedFor(urlEqualTo("/oauth2/revoke")));
    }

    /** A correct logout token for this session, changed as the test likes before it is signed. */
    public String logoutToken(String sid, Consumer<JWTClaimsSet.Builder> changes) {
        JWTClaimsSet.Builder claims = logoutClaims(sid);
        changes.accept(claims);
        return sign(key, "logout+jwt", claims.build());
    }

    /** The same, signed by somebody else under our key id. */
    public String forgedLogoutToken(String sid) {
        return sign(strangersKey, "logout+jwt", logoutClaims(sid).build());
    }

    private JWTClaimsSet.Builder logoutClaims(String sid) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT_ID)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)))
                .jwtID(UUID.randomUUID().toString())
                .claim("sid", sid)
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    private String idToken(Grant grant) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(grant.subject())
                .audience(grant.client())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(1800)))
                .claim("auth_time", now.getEpochSecond() - 5)
                .claim("amr", List.of("pwd", "otp"))
                .claim("acr", "urn:latchkey:acr:2fa")
                .claim("sid", grant.sid())
                .claim("nonce", grant.nonce());
        grant.idTokenChanges().accept(claims);
        return sign(grant.signedByStranger() ? strangersKey : key, "JWT", claims.build());
    }

    private String accessToken(Grant grant) {
        Instant now = Instant.now();
        return sign(
                key,
                "at+jwt",
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject(grant.subject())
                        .audience("http://localhost:8090")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(grant.expiresIn())))
                        .jwtID("at-" + count.incrementAndGet())
                        .claim("client_id", grant.client())
                        .claim("scope", Grant.EVERYTHING)
                        .claim("status", Map.of("status_list", Map.of("idx", 7)))
                        .build());
    }

    private String sign(RSAKey signer, String type, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(new JOSEObjectType(type))
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(signer));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static RSAKey rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("key-1").generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static Map<String, String> query(URI uri) {
        Map<String, String> decoded = new HashMap<>();
        UriComponentsBuilder.fromUri(uri)
                .build()
                .getQueryParams()
                .toSingleValueMap()
                .forEach((name, value) -> decoded.put(
                        name, value == null ? "" : java.net.URLDecoder.decode(value, StandardCharsets.UTF_8)));
        return decoded;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
