package dev.latchkey.auth.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.auth.testing.OutsideWorld;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboundClientTests {

    private static final OutsideWorld WORLD = OutsideWorld.running();
    private static final Duration SHORT = Duration.ofMillis(700);

    private final OutboundClient client = client(Set.of(WORLD.host()), Duration.ofSeconds(5));

    @Test
    void fetchesADocumentFromAnAllowedHost() throws Exception {
        String url = WORLD.document("application/json", "{\"keys\":[]}");
        OutboundResponse response = client.get(url, "application/json");
        assertThat(response.text()).isEqualTo("{\"keys\":[]}");
        assertThat(response.contentType()).isEqualTo("application/json");
    }

    @Test
    void postsAFormAndHandsTheAnswerOnWhateverItsStatusIs() throws Exception {
        String url = WORLD.at(exchange -> OutsideWorld.send(exchange, 400, "text/plain", "no"));
        OutboundResponse response = client.postForm(url, Map.of("logout_token", "a+b c"));
        assertThat(response.status()).isEqualTo(400);
        assertThat(WORLD.receivedAt(url)).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.headers().get("content-type")).startsWith("application/x-www-form-urlencoded");
            assertThat(received.body()).isEqualTo("logout_token=a%2Bb+c");
        });
    }

    @DisplayName("SS-01 SS-02: no connection to anything that is not public, however it is written")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "0.0.0.0",
                "[::]",
                "127.1",
                "2130706433",
                "0x7f.1",
                "0177.0.0.1",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[64:ff9b::7f00:1]",
                "10.0.0.1",
                "169.254.169.254",
                "[fd00:ec2::254]",
                "100.64.0.1",
                "localhost.",
                "LOCALHOST"
            })
    void connectsToNothingThatIsNotPublic(String host) throws Exception {
        try (Canary canary = new Canary()) {
            OutboundClient anyPort = client(
                    new OutboundProperties(Set.of(), Set.of(443, canary.port()), Duration.ofSeconds(2), 4, null),
                    SystemDefaultDnsResolver.INSTANCE);
            assertThatThrownBy(() -> anyPort.get("https://" + host + ":" + canary.port() + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
            assertThat(canary.connections()).isZero();
        }
    }

    @DisplayName("SS-03: a name is looked up once, and the address that was checked is the one that is asked")
    @Test
    void cannotBeReboundToAnInternalAddress() throws Exception {
        try (Canary canary = new Canary()) {
            AtomicInteger lookups = new AtomicInteger();
            // A root name server, which answers nobody at this port.
            DnsResolver rebinding = names(host -> lookups.incrementAndGet() == 1 ? "198.41.0.4" : "127.0.0.1");
            OutboundClient rebound =
                    client(new OutboundProperties(Set.of(), Set.of(canary.port()), SHORT, 4, null), rebinding);
            assertThatThrownBy(() -> rebound.get("https://rebind.example:" + canary.port() + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
            assertThat(lookups).hasValue(1);
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void oneInternalAddressAmongPublicOnesSpoilsThemAll() throws Exception {
        try (Canary canary = new Canary()) {
            DnsResolver mixed = new Names(host -> new String[] {"127.0.0.1", "198.41.0.4"});
            OutboundClient both =
                    client(new OutboundProperties(Set.of(), Set.of(canary.port()), SHORT, 4, null), mixed);
            assertThatThrownBy(() -> both.get("https://mixed.example:" + canary.port() + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void anAllowedHostIsAllowedAtItsPortOnly() throws Exception {
        try (Canary canary = new Canary()) {
            OutboundClient other = client(
                    new OutboundProperties(Set.of("localhost:1"), Set.of(443, canary.port()), SHORT, 4, null),
                    SystemDefaultDnsResolver.INSTANCE);
            assertThatThrownBy(() -> other.get("https://localhost:" + canary.port() + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
            assertThatThrownBy(() -> other.get("http://localhost:" + canary.port() + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
            assertThat(canary.connections()).isZero();
        }
    }

    @DisplayName("SS-04: redirects are not followed")
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        String target = WORLD.document("text/plain", "internal");
        String url = WORLD.at(exchange -> {
            exchange.getResponseHeaders().set("Location", target);
            OutsideWorld.send(exchange, status, "text/plain", "");
        });
        assertThatThrownBy(() -> client.get(url, "*/*")).isInstanceOf(OutboundException.class);
        assertThat(WORLD.receivedAt(target)).isEmpty();
    }

    @DisplayName("SS-05 SS-06 SS-10: other schemes, other ports, user information, fragments, odd characters")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "gopher://rp.example/",
                "ftp://rp.example/",
                "jar:https://rp.example/a.jar!/",
                "netdoc:///etc/passwd",
                "ldap://rp.example/",
                "http://rp.example/",
                "https://rp.example:22/",
                "https://rp.example:25/",
                "https://rp.example:5432/",
                "https://rp.example:6379/",
                "https://rp.example:8081/",
                "https://rp.example:80/",
                "https://rp.example:0/",
                "https://rp.example:65536/",
                "https://as.test@10.0.0.1/",
                "https://@rp.example/",
                "https://user:pass@rp.example/",
                "https://10.0.0.1#as.test",
                "https://rp.example/#fragment",
                "https://rp.example/\r\nHost: internal",
                "https://rp.example/a b",
                "https://rp\u00e9.example/",
                "https://rp.example\\@internal/",
                "https:///path",
                "https:rp.example",
                "//rp.example/",
                "",
                "https://rp_internal/",
                "https://rp..example/",
                "https://[::1",
                "https://%31%32%37.0.0.1/"
            })
    void looksNothingUpForAnAddressThatIsNoPlainHttpsUrl(String url) {
        AtomicInteger lookups = new AtomicInteger();
        OutboundClient counting = client(new OutboundProperties(Set.of(), Set.of(443), SHORT, 4, null), names(host -> {
            lookups.incrementAndGet();
            return "127.0.0.1";
        }));
        assertThatThrownBy(() -> counting.get(url, "*/*")).isInstanceOf(OutboundException.class);
        assertThat(lookups).hasValue(0);
    }

    @DisplayName("SS-07: a document may have as many bytes as the caller says, and no more")
    @Test
    void refusesMoreThanTheLimit() throws Exception {
        String fits = WORLD.document("text/plain", "x".repeat(1000));
        assertThat(client.get(fits, "*/*", 1000).body()).hasSize(1000);
        String larger = WORLD.document("text/plain", "x".repeat(1001));
        assertThatThrownBy(() -> client.get(larger, "*/*", 1000)).isInstanceOf(OutboundException.class);
    }

    @DisplayName("SS-07: an endless answer ends at the limit")
    @Test
    void stopsReadingAnEndlessAnswer() {
        CompletableFuture<Long> written = new CompletableFuture<>();
        String url = WORLD.at(exchange -> {
            exchange.sendResponseHeaders(200, 0); // chunked
            long count = 0;
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 1_000_000; i++) {
                    body.write(new byte[1024]);
                    count += 1024;
                }
            } catch (IOException closedByTheClient) {
                written.complete(count);
            }
            written.complete(count);
        });
        assertThatThrownBy(() -> client.get(url, "*/*")).isInstanceOf(OutboundException.class);
        assertThat(written.join()).isLessThan(1_000_000L * 1024);
    }

    @DisplayName("SS-07: what is compressed stays so: no bomb is unpacked")
    @Test
    void asksForNoCompressionAndUnpacksNothing() throws Exception {
        String url = WORLD.at(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            OutsideWorld.send(exchange, 200, "application/json", "not gzip at all");
        });
        assertThat(client.get(url, "*/*").text()).isEqualTo("not gzip at all");
        assertThat(WORLD.receivedAt(url).get(0).headers()).doesNotContainKey("accept-encoding");
    }

    @DisplayName(
            "SS-07: the time limit is for the whole answer and not for each byte, and the thread is free afterwards")
    @Test
    void endsAnAnswerThatDripsIn() throws Exception {
        try (Canary slow = new Canary(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Ends when the client closes the connection: that is what this waits for.
            while (true) {
                out.write('x');
                out.flush();
                new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
        })) {
            OutboundClient one = client(
                    new OutboundProperties(
                            Set.of("localhost:" + slow.port(), WORLD.host()), Set.of(443), SHORT, 1, null),
                    SystemDefaultDnsResolver.INSTANCE);
            assertThatThrownBy(() -> one.get("http://localhost:" + slow.port() + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
            slow.closedByClient().join();
            String url = WORLD.document("text/plain", "quick");
            assertThat(eventually(one, url)).isEqualTo("quick");
        }
    }

    @Test
    void refusesWhatExceedsTheNumberAskedAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        String held = WORLD.at(exchange -> {
            arrived.countDown();
            await(release);
            OutsideWorld.send(exchange, 200, "text/plain", "held");
        });
        String other = WORLD.document("text/plain", "other");
        OutboundClient one = client(
                new OutboundProperties(Set.of(WORLD.host()), Set.of(443), Duration.ofSeconds(5), 1, null),
                SystemDefaultDnsResolver.INSTANCE);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> text(one, held));
        await(arrived);
        assertThatThrownBy(() -> one.get(other, "*/*")).isInstanceOf(OutboundException.class);
        release.countDown();
        assertThat(first.join()).isEqualTo("held");
        assertThat(WORLD.receivedAt(other)).isEmpty();
    }

    @DisplayName("SS-08: one error for every reason")
    @Test
    void givesOneErrorWhateverHappened() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        OutboundClient local = client(Set.of(WORLD.host(), "localhost:" + closed), Duration.ofSeconds(2));
        List<String> messages = new ArrayList<>();
        for (String url : List.of(
                "http://localhost:" + closed + "/",
                WORLD.at(exchange -> OutsideWorld.send(exchange, 500, "text/plain", "why")),
                "https://localhost:9/",
                "ftp://localhost/",
                "https://no-such-name.invalid/")) {
            assertThatThrownBy(() -> local.get(url, "*/*"))
                    .isInstanceOf(OutboundException.class)
                    .hasNoCause()
                    .satisfies(failure -> messages.add(failure.getMessage()));
        }
        assertThat(Set.copyOf(messages)).hasSize(1);
    }

    @DisplayName("SS-09: nothing of ours goes out")
    @Test
    void sendsNothingButWhatTheRequestNeeds() throws Exception {
        String url = WORLD.at(exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            OutsideWorld.send(exchange, 200, "text/plain", "ok");
        });
        client.get(url, "application/json");
        client.get(url, "application/json");
        assertThat(WORLD.receivedAt(url)).hasSize(2).allSatisfy(received -> {
            assertThat(received.headers().keySet())
                    .containsExactlyInAnyOrder("accept", "host", "user-agent", "connection");
            assertThat(received.headers())
                    .containsEntry("accept", "application/json")
                    .containsEntry("user-agent", "Latchkey");
        });
    }

    @Test
    void provesByTlsWhomItTalksTo(@TempDir Path folder) throws Exception {
        SSLContext keys = selfSigned(folder, "rp.example.test");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys));
        server.createContext("/", exchange -> OutsideWorld.send(exchange, 200, "text/plain", "proven"));
        server.start();
        int port = server.getAddress().getPort();
        OutboundProperties properties = new OutboundProperties(
                Set.of("rp.example.test:" + port, "other.example.test:" + port), Set.of(), SHORT, 4, null);
        DnsResolver loopback = names(host -> "127.0.0.1");
        try {
            OutboundClient trusting = OutboundConfiguration.client(properties, loopback, keys);
            assertThat(trusting.get("https://rp.example.test:" + port + "/", "*/*")
                            .text())
                    .isEqualTo("proven");
            assertThatThrownBy(() -> trusting.get("https://other.example.test:" + port + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
            OutboundClient strict = client(properties, loopback);
            assertThatThrownBy(() -> strict.get("https://rp.example.test:" + port + "/", "*/*"))
                    .isInstanceOf(OutboundException.class);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost", "Localhost", "*", "*.example", "a b", "localhost:", "localhost:x"})
    void refusesToStartWithAnAllowedHostThatIsNone(String host) {
        assertThatThrownBy(() -> new OutboundProperties(Set.of(host), Set.of(443), SHORT, 1, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed-hosts");
    }

    @Test
    void admitsAnAddressInBracketsByName() {
        OutboundProperties properties = new OutboundProperties(Set.of("[::1]", "intra"), Set.of(443), SHORT, 1, null);
        assertThat(properties.isAllowed("[::1]", 443)).isTrue();
        assertThat(properties.isAllowed("intra", 80)).isTrue();
        assertThat(properties.isAllowed("intra", 8080)).isFalse();
    }

    private static OutboundClient client(Set<String> allowedHosts, Duration timeout) {
        return client(
                new OutboundProperties(allowedHosts, Set.of(443), timeout, 8, null), SystemDefaultDnsResolver.INSTANCE);
    }

    private static OutboundClient client(OutboundProperties properties, DnsResolver names) {
        return OutboundConfiguration.client(properties, names, SSLContexts.createDefault());
    }

    /** The thread becomes free a moment after the connection is closed. */
    private static String eventually(OutboundClient client, String url) {
        for (int i = 0; i < 1000; i++) {
            try {
                return client.get(url, "*/*").text();
            } catch (OutboundException busy) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("The thread was not freed");
    }

    private static String text(OutboundClient client, String url) {
        try {
            return client.get(url, "*/*").text();
        } catch (OutboundException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext selfSigned(Path folder, String name) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "rp",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keyStore.load(in, "changeit".toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("rp", keyStore.getCertificate("rp"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static DnsResolver names(java.util.function.UnaryOperator<String> address) {
        return new Names(host -> new String[] {address.apply(host)});
    }

    private record Names(java.util.function.Function<String, String[]> addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> resolved = new ArrayList<>();
            for (String address : addresses.apply(host)) {
                resolved.add(InetAddress.getByAddress(
                        host, InetAddress.getByName(address).getAddress()));
            }
            return resolved.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @FunctionalInterface
    private interface Conversation {
        void with(Socket socket) throws IOException, InterruptedException;
    }

    /** Listens on every address of this machine and counts who comes. */
    private static final class Canary implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0);
        private final AtomicInteger connections = new AtomicInteger();
        private final CompletableFuture<Void> closedByClient = new CompletableFuture<>();

        Canary() throws IOException {
            this(accepted -> {});
        }

        Canary(Conversation conversation) throws IOException {
            Thread thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try (Socket accepted = socket.accept()) {
                        connections.incrementAndGet();
                        conversation.with(accepted);
                    } catch (IOException | InterruptedException gone) {
                        closedByClient.complete(null);
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        int connections() {
            return connections.get();
        }

        CompletableFuture<Void> closedByClient() {
            return closedByClient;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
