package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.OutsideWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider on a port of its own, which says what a test wants it to say. What it does right is tested against a real one;
 * this one is for what a provider does wrong.
 */
final class StubProvider implements AutoCloseable {

    static final String CLIENT = "latchkey-under-test";
    static final String SECRET = "secret of the stub";
    static final String ACCESS_TOKEN = "upstream-access-token-that-nobody-may-keep";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final AuthServer server;
    private final HttpServer http;
    private final String name = "stub-" + COUNT.incrementAndGet();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, Object> claims = new ConcurrentHashMap<>();
    private final Map<String, Object> userInfo = new ConcurrentHashMap<>();
    private final List<Map<String, String>> redeemed = new CopyOnWriteArrayList<>();
    private volatile RSAKey published;
    private volatile RSAKey signing;
    private volatile UnaryOperator<Map<String, Object>> tamper = UnaryOperator.identity();
    private volatile Function<Map<String, Object>, String> signer = this::signed;
    private volatile HttpHandler tokenEndpoint = this::token;
    private volatile HttpHandler discovery = this::metadata;
    private volatile HttpHandler keySet = this::keys;

    StubProvider(AuthServer server) throws Exception {
        this(server, AccountCreation.OPEN, Set.of());
    }

    StubProvider(AuthServer server, AccountCreation creation, Set<String> secondFactorValues) throws Exception {
        this.server = server;
        this.signing = key();
        this.published = signing;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }));
        http.createContext("/.well-known/openid-configuration", exchange -> discovery.handle(exchange));
        http.createContext("/jwks", exchange -> keySet.handle(exchange));
        http.createContext("/userinfo", exchange -> json(exchange, userInfo));
        http.createContext("/token", exchange -> tokenEndpoint.handle(exchange));
        http.start();
        server.bean(Providers.class)
                .add(
                        new Provider(
                                UUID.randomUUID(),
                                name,
                                "Stub " + name,
                                ProviderKind.OIDC,
                                issuer(),
                                CLIENT,
                                List.of("openid", "email"),
                                "preferred_username",
                                "name",
                                List.of(),
                                creation,
                                true,
                                secondFactorValues,
                                true,
                                true,
                                false,
                                0),
                        SECRET);
        person("subject", null);
    }

    static RSAKey key() throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    }

    String name() {
        return name;
    }

    String issuer() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    String start() {
        return "/login/federated/" + name;
    }

    Provider provider() {
        return server.bean(Providers.class).byName(name).orElseThrow();
    }

    /** Who is signed in there from now on, with an address that it calls verified. */
    StubProvider person(String subject, @Nullable String email) {
        claims.clear();
        claims.put("sub", subject);
        claims.put("sid", "upstream-" + subject);
        claims.put("name", "Person at Stub");
        if (email != null) {
            claims.put("email", email);
            claims.put("email_verified", true);
        }
        return this;
    }

    StubProvider with(String claim, @Nullable Object value) {
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return this;
    }

    void tamper(UnaryOperator<Map<String, Object>> how) {
        tamper = how;
    }

    void signWith(Function<Map<String, Object>, String> how) {
        signer = how;
    }

    void tokenEndpoint(HttpHandler how) {
        tokenEndpoint = how;
    }

    void discovery(HttpHandler how) {
        discovery = how;
    }

    void keySet(HttpHandler how) {
        keySet = how;
    }

    /** What it says at its user info endpoint, which it has from then on. */
    void userInfo(Map<String, Object> says) {
        userInfo.putAll(says);
    }

    /** As an administrator changes it. */
    StubProvider changed(UnaryOperator<Provider> how) {
        assertThat(server.bean(Providers.class).change(how.apply(provider()), null))
                .isTrue();
        return this;
    }

    RSAKey signing() {
        return signing;
    }

    /** Signs with another key from now on, and publishes it or not. */
    void rotate(boolean publish) throws JOSEException {
        signing = key();
        if (publish) {
            published = signing;
        }
    }

    List<Map<String, String>> redeemed() {
        return redeemed;
    }

    /** What the provider does with a browser that comes: it is sent back, with a code. */
    String comeBack(String address) {
        Map<String, String> asked = UriComponentsBuilder.fromUriString(address)
                .build()
                .getQueryParams()
                .toSingleValueMap();
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        return "/login/federated/" + name + "/callback?code=" + code + "&state=" + asked.get("state");
    }

    /** Goes there from the sign-in page, and gives the address that the provider sends the browser back to. */
    String goFrom(Browser browser) {
        browser.open("/login").submit(start(), Map.of());
        return comeBack(address(browser));
    }

    /** The whole way, from the sign-in page. */
    Browser signIn(Browser browser) {
        return browser.open(goFrom(browser));
    }

    /** Where the page leads that lets a browser go. */
    static String address(Browser browser) {
        String refresh = browser.page()
                .headers()
                .firstValue("Refresh")
                .orElseThrow(() -> new AssertionError(
                        browser.page().statusCode() + " " + browser.page().body()));
        return refresh.substring(refresh.indexOf("url=") + 4);
    }

    String logoutToken(Map<String, Object> changes) {
        Map<String, Object> token = new LinkedHashMap<>();
        long now = Instant.now().getEpochSecond();
        token.put("iss", issuer());
        token.put("aud", CLIENT);
        token.put("iat", now);
        token.put("exp", now + 120);
        token.put("jti", UUID.randomUUID().toString());
        token.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        changes.forEach((claim, value) -> {
            if (value.equals("")) {
                token.remove(claim);
            } else {
                token.put(claim, value);
            }
        });
        return signed(token);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer());
        metadata.put("authorization_endpoint", issuer() + "/authorize");
        metadata.put("token_endpoint", issuer() + "/token");
        metadata.put("jwks_uri", issuer() + "/jwks");
        metadata.put("end_session_endpoint", issuer() + "/logout");
        if (!userInfo.isEmpty()) {
            metadata.put("userinfo_endpoint", issuer() + "/userinfo");
        }
        json(exchange, metadata);
    }

    private void keys(HttpExchange exchange) throws IOException {
        json(exchange, new JWKSet(published.toPublicJWK()).toJSONObject());
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = UriComponentsBuilder.fromUriString("?" + body)
                .build()
                .getQueryParams()
                .toSingleValueMap();
        redeemed.add(form);
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        String challenge = OpaqueValues.encode(OpaqueValues.hash(form.getOrDefault("code_verifier", "")));
        String credentials = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (asked == null || !challenge.equals(asked.get("code_challenge")) || !credentials.startsWith("Basic ")) {
            OutsideWorld.send(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
            return;
        }
        Map<String, Object> token = new LinkedHashMap<>(claims);
        long now = Instant.now().getEpochSecond();
        token.put("iss", issuer());
        token.put("aud", CLIENT);
        token.put("iat", now);
        token.put("exp", now + 300);
        token.put("nonce", asked.get("nonce"));
        if (asked.containsKey("max_age")) {
            token.putIfAbsent("auth_time", now);
        }
        json(
                exchange,
                Map.of(
                        "access_token",
                        ACCESS_TOKEN,
                        "token_type",
                        "Bearer",
                        "id_token",
                        signer.apply(tamper.apply(token))));
    }

    String signed(Map<String, Object> token) {
        return signed(token, signing);
    }

    static String signed(Map<String, Object> token, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    JWTClaimsSet.parse(token));
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static void json(HttpExchange exchange, Map<String, ?> body) throws IOException {
        OutsideWorld.send(exchange, 200, "application/json", JSON.writeValueAsString(body));
    }

    /** Nobody else's test meets it. */
    @Override
    public void close() {
        http.stop(0);
        Provider provider = provider();
        server.bean(Providers.class).change(provider.switched(false), null);
    }
}
