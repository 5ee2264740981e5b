package dev.latchkey.auth.federation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.auth.federation.saml.SigningIdentity;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.OutsideWorld;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** A SAML identity provider on a port of its own, with its own key: what it answers is for a test to say. */
final class StubSamlProvider implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final AuthServer server;
    private final HttpServer http;
    private final HttpClient visitor = HttpClient.newHttpClient();
    private final String name = "saml-" + COUNT.incrementAndGet();
    private final UUID id = UUID.randomUUID();
    private volatile Key signing = Key.generate();
    private volatile Key published = signing;
    private volatile String person = "person";
    private volatile @Nullable String email;
    private volatile Consumer<SamlResponse> change = response -> {};
    private volatile HttpHandler metadata = this::metadata;
    private volatile Map<String, String> asked = Map.of();
    private volatile String askedQuery = "";

    /** A key and the certificate that it comes in. */
    record Key(PrivateKey key, String certificate) {

        static Key generate() {
            String[] parts = SigningIdentity.generate(Instant.now()).split("\\.");
            try {
                return new Key(
                        KeyFactory.getInstance("RSA")
                                .generatePrivate(new PKCS8EncodedKeySpec(
                                        Base64.getDecoder().decode(parts[0]))),
                        parts[1]);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    StubSamlProvider(AuthServer server) throws IOException {
        this(server, new SamlSettings("", "", "", "email", false), Set.of());
    }

    /** @param settings whose metadata address is filled in */
    StubSamlProvider(AuthServer server, SamlSettings settings, Set<String> secondFactorValues) throws IOException {
        this.server = server;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }));
        http.createContext("/metadata", exchange -> metadata.handle(exchange));
        http.createContext("/sso", this::signOn);
        http.start();
        Provider provider = new Provider(
                id,
                name,
                "Company " + name,
                ProviderKind.SAML,
                entityId(),
                "",
                List.of(),
                "uid",
                "displayName",
                List.of(),
                AccountCreation.OPEN,
                true,
                secondFactorValues,
                true,
                true,
                false,
                0);
        server.bean(SamlProviders.class)
                .add(
                        provider,
                        new SamlSettings(
                                url("/metadata"),
                                "",
                                settings.subjectAttribute(),
                                settings.emailAttribute(),
                                settings.signRequests()));
    }

    String name() {
        return name;
    }

    String entityId() {
        return "urn:example:" + name;
    }

    String start() {
        return "/login/federated/" + name;
    }

    String acs() {
        return start() + "/acs";
    }

    Provider provider() {
        return server.bean(Providers.class).byName(name).orElseThrow();
    }

    String url(String path) {
        return "http://localhost:" + http.getAddress().getPort() + path;
    }

    /** Who is signed in there from now on. */
    StubSamlProvider person(String subject, @Nullable String address) {
        person = subject;
        email = address;
        return this;
    }

    /** How answers differ from what they have to be, from now on. */
    StubSamlProvider answering(Consumer<SamlResponse> how) {
        change = how;
        return this;
    }

    Key signing() {
        return signing;
    }

    /** Signs with another key from now on, and publishes it or not. */
    void rotate(boolean publish) {
        signing = Key.generate();
        if (publish) {
            published = signing;
        }
    }

    /** What is done to whoever asks for its metadata, from now on. */
    StubSamlProvider publishing(HttpHandler other) {
        metadata = other;
        return this;
    }

    void goDown() {
        metadata = exchange -> OutsideWorld.send(exchange, 503, "text/plain", "");
    }

    /** What the last request said: the attributes of its element, and {@code RelayState}. */
    Map<String, String> asked() {
        return asked;
    }

    String askedQuery() {
        return askedQuery;
    }

    String metadata() {
        return """
                <?xml version="1.0"?>
                <!-- of a test -->
                <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s">
                 <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                  <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
                   <ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="%s"/>
                  <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="%s"/>
                 </md:IDPSSODescriptor>
                </md:EntityDescriptor>
                """.formatted(entityId(), published.certificate(), url("/post"), url("/sso"));
    }

    /** Goes there from the sign-in page, over the network, and comes back with the form that the provider posts. */
    Map<String, String> goFrom(Browser browser) {
        browser.open("/login").submit(start(), Map.of());
        return visit(StubProvider.address(browser));
    }

    /** What the form has that the provider shows at this address. */
    Map<String, String> visit(String address) {
        try {
            String page = visitor.send(
                            HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            String[] fields = page.split("\n");
            return Map.of("SAMLResponse", fields[0], "RelayState", fields[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Posts the form as a page of another site does: without the cookies of this browser, which are for our own pages. The browser
     * then goes where it is sent, with its cookies.
     */
    Browser post(Map<String, String> form, Browser browser) {
        HttpResponse<String> answer = postAnonymously(form);
        return answer.statusCode() == 303
                ? browser.open(answer.headers().firstValue("Location").orElseThrow())
                : browser;
    }

    HttpResponse<String> postAnonymously(Map<String, String> form) {
        StringBuilder body = new StringBuilder();
        form.forEach((field, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(field)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        try {
            return visitor.send(
                    HttpRequest.newBuilder(URI.create(server.url(acs())))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Origin", url(""))
                            .header("Accept", "text/html")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The whole way, from the sign-in page. */
    Browser signIn(Browser browser) {
        return post(goFrom(browser), browser);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        OutsideWorld.send(exchange, 200, "application/samlmetadata+xml", metadata());
    }

    private void signOn(HttpExchange exchange) throws IOException {
        askedQuery = exchange.getRequestURI().getRawQuery();
        Map<String, String> query = new HashMap<>();
        for (String pair : askedQuery.split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        Element request = SamlResponse.parse(inflated(query.get("SAMLRequest")));
        Map<String, String> said = new HashMap<>();
        for (int i = 0; i < request.getAttributes().getLength(); i++) {
            said.put(
                    request.getAttributes().item(i).getNodeName(),
                    request.getAttributes().item(i).getNodeValue());
        }
        said.put("Issuer", request.getElementsByTagNameNS("*", "Issuer").item(0).getTextContent());
        said.put("RelayState", query.get("RelayState"));
        asked = said;
        SamlResponse response = new SamlResponse(
                signing, said.get("ID"), said.get("AssertionConsumerServiceURL"), said.get("Issuer"), entityId());
        response.nameId = person;
        response.attributes.put("uid", person);
        response.attributes.put("displayName", "Person at Company");
        if (email != null) {
            response.attributes.put("email", email);
        }
        change.accept(response);
        OutsideWorld.send(exchange, 200, "text/plain", response.encoded() + "\n" + query.get("RelayState"));
    }

    private static String inflated(String encoded) throws IOException {
        byte[] deflated = Base64.getDecoder().decode(encoded);
        return new String(
                new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true)).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    /** Nobody else's test meets it. */
    @Override
    public void close() {
        http.stop(0);
        server.bean(Providers.class).change(provider().switched(false), null);
    }
}
