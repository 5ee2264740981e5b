package dev.latchkey.notes.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** An authorization server reduced to what a resource server sees of one: metadata, a key set, signed tokens. */
public final class TestIssuer {

    /** Not where the application listens: whatever it says about itself must come from configuration. */
    public static final String AUDIENCE = "http://notes.test";

    private static final TestIssuer SHARED = new TestIssuer();

    private final ECKey signingKey = newEcKey("ec-1");

    private final RSAKey rsaKey = newRsaKey("rsa-1");

    private final List<JWK> published = new CopyOnWriteArrayList<>(List.of(signingKey, rsaKey));

    private final List<String> requests = new CopyOnWriteArrayList<>();

    private final HttpServer http;

    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    private volatile boolean down;

    private volatile @Nullable String statusList;

    public TestIssuer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    /** The one that the shared application trusts. */
    public static TestIssuer shared() {
        return SHARED;
    }

    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Path and query of every request this issuer has seen. */
    public List<String> requests() {
        return requests;
    }

    public ECKey signingKey() {
        return signingKey;
    }

    public RSAKey rsaKey() {
        return rsaKey;
    }

    public void publish(JWK... keys) {
        published.clear();
        published.addAll(List.of(keys));
    }

    /** From now on introspection says that this token is not active. */
    public void revoke(String token) {
        revoked.add(token);
    }

    /** The address of the one status list. */
    public String statusList() {
        return url() + "/oauth2/status-lists/0";
    }

    /** From now on this is what the status list is. */
    public void publishStatusList(AccessToken list) {
        statusList = list.sign();
    }

    public void goDown(boolean isDown) {
        this.down = isDown;
    }

    public AccessToken token() {
        return new AccessToken(this);
    }

    public static ECKey newEcKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public static RSAKey newRsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(path);
        String body = switch (path) {
            case "/.well-known/oauth-authorization-server" -> """
                            {"issuer":"%1$s","jwks_uri":"%1$s/oauth2/jwks","introspection_endpoint":"%1$s/oauth2/introspect"}""".formatted(url());
            case "/oauth2/status-lists/0" -> statusList;
            case "/oauth2/jwks" -> new JWKSet(published).toString();
            case "/oauth2/introspect" -> introspect(exchange);
            default -> null;
        };
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 503 : body == null ? 404 : 200, down || body == null ? -1 : bytes.length);
        if (!down && body != null) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** As strict about its client as a real one. */
    private String introspect(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String secret = "Basic "
                + Base64.getEncoder()
                        .encodeToString("notes-api:introspection+secret%3A+100%25".getBytes(StandardCharsets.UTF_8));
        boolean known = secret.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!known || !"POST".equals(exchange.getRequestMethod())) {
            return null;
        }
        boolean active = revoked.stream().noneMatch(token -> form.endsWith("token=" + token));
        return "{\"active\":" + active + "}";
    }

    static final class AsConfiguredIssuer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("latchkey.issuer=" + SHARED.url()).applyTo(context);
        }
    }
}
