package dev.latchkey.endtoend.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The authorization server, the notes API and two demo clients, started as {@code ./run} starts them: with the profile
 * {@code demo} and the credentials in the environment. Two things differ, so that they can be seen in a short time and at
 * all: access tokens live {@link #ACCESS_TOKEN_LIFETIME}, and everything is logged that can be.
 */
public final class House implements AutoCloseable {

    public static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofSeconds(20);

    private static final Path ROOT = Path.of(System.getProperty("end-to-end.root", ".."))
            .toAbsolutePath()
            .normalize();
    /** Several houses stand beside one another when tests run in several processes. */
    private static final Path FOLDER =
            ROOT.resolve("end-to-end/target/house").resolve(System.getProperty("test.process", "1"));

    private final Account alice = Account.withSecondFactor("alice");
    private final Account bob = Account.withPassword("bob");
    private final Account dana = Account.withPassword("dana");
    private final Account admin = Account.withSecondFactor("admin");
    private final URI issuer;
    private final URI notesApi;
    private final Client demo;
    private final Client demoTwo;
    private final Client notesApiClient;
    private final Client service;
    private final Client spa;
    private final Client script;
    private final Client myApp;
    private final Client myOtherApp;
    private final URI myApi;
    private final ClientKey machineKey = ClientKey.generate();
    private final String registrationToken = RandomText.clientSecret();

    private final URI secondAddress;
    private final URI neighbourAddress;

    private final ApplicationProcess authServer;
    private volatile @Nullable ApplicationProcess second;
    private volatile @Nullable Neighbour neighbour;
    private final URI guardedAddress;
    private volatile @Nullable ApplicationProcess guarded;
    private final List<ApplicationProcess> others;

    private House() {
        Iterator<Integer> ports = FreePorts.take(11);
        this.issuer = local(ports.next());
        this.notesApi = local(ports.next());
        this.demo = new Client("demo", RandomText.clientSecret(), local(ports.next()));
        this.demoTwo = new Client("demo-two", RandomText.clientSecret(), local(ports.next()));
        this.secondAddress = local(ports.next());
        this.notesApiClient = new Client("notes-api", RandomText.clientSecret(), notesApi);
        this.service = new Client("demo-service", RandomText.clientSecret(), issuer);
        this.spa = new Client("demo-spa", "", local(ports.next()));
        this.script = new Client("demo-script", RandomText.clientSecret(), issuer);
        this.myApp = new Client("my-app", RandomText.clientSecret(), local(ports.next()));
        this.myOtherApp = new Client("my-other-app", RandomText.clientSecret(), local(ports.next()));
        this.myApi = local(ports.next());
        // Cookies know no ports: on another host it is another server for a browser too.
        this.neighbourAddress = URI.create("http://127.0.0.1:" + ports.next());
        this.guardedAddress = local(ports.next());

        this.authServer = application("auth-server", "auth-server", issuer, authServerEnvironment());
        this.others = List.of(
                application("resource-server", "resource-server", notesApi, notesApiEnvironment()),
                application("demo-client", "demo-client", demo.address(), demoClientEnvironment(demo)),
                application("demo-client-two", "demo-client", demoTwo.address(), demoClientEnvironment(demoTwo)));
    }

    public static House open() {
        House house = new House();
        deleteRecursively(FOLDER);
        // However this process ends: nothing that it started stays.
        Runtime.getRuntime().addShutdownHook(new Thread(house::close));
        house.processes().forEach(ApplicationProcess::start);
        house.processes().forEach(ApplicationProcess::awaitReady);
        return house;
    }

    public Account alice() {
        return alice;
    }

    public Account bob() {
        return bob;
    }

    public Account dana() {
        return dana;
    }

    public Account admin() {
        return admin;
    }

    /** Somebody whom the house does not know yet. */
    public Account stranger() {
        return Account.withPassword(RandomText.username());
    }

    public List<Account> accounts() {
        return List.of(alice, bob, dana, admin);
    }

    public URI issuer() {
        return issuer;
    }

    public URI notesApi() {
        return notesApi;
    }

    public Client demo() {
        return demo;
    }

    public Client demoTwo() {
        return demoTwo;
    }

    /** The client as which the notes API asks about tokens. */
    public Client notesApiClient() {
        return notesApiClient;
    }

    /** A client without people: it may use {@code client_credentials} only. */
    public Client service() {
        return service;
    }

    /** The single-page example, which has no secret. */
    public Client spa() {
        return spa;
    }

    /** The application that the guides make, and its sister. */
    public Client myApp() {
        return myApp;
    }

    public Client myOtherApp() {
        return myOtherApp;
    }

    /** Where the API is that a guide makes. */
    public URI myApi() {
        return myApi;
    }

    /** The clients that have a secret. */
    public List<Client> clients() {
        return List.of(demo, demoTwo, notesApiClient, service, script, myApp, myOtherApp);
    }

    /** What {@code ./run} writes for scripts, as far as the guides read it. */
    public Map<String, ?> demoFile() {
        List<Map<String, ?>> clients = new ArrayList<>();
        clients().forEach(client -> clients.add(Map.of("client_id", client.id(), "client_secret", client.secret())));
        clients.add(Map.of("client_id", "demo-machine", "private_key", machineKey.jwk("demo-machine")));
        return Map.of("registration_token", registrationToken, "clients", clients);
    }

    public Database authDatabase() {
        return new Database(authServer.folder());
    }

    public List<Path> logs() {
        return processes().map(ApplicationProcess::log).toList();
    }

    public void killAuthServer() {
        authServer.killHard();
    }

    public void startAuthServerAgain() {
        authServer.start();
        authServer.awaitReady();
    }

    /** With this, applications register themselves. */
    public String registrationToken() {
        return registrationToken;
    }

    /**
     * A second node of the authorization server, on the database of the first and with its keys, started when it is first
     * asked for. It is in production mode, as whoever has a database of their own is, and has an https issuer therefore; of
     * DPoP proofs it wants nonces.
     */
    public synchronized URI secondNode() {
        if (second == null) {
            second = application("auth-server-two", "auth-server", secondAddress, secondNodeEnvironment());
            second.start();
            second.awaitReady();
        }
        return secondAddress;
    }

    /** Another Latchkey, with a database and people of its own, started when it is first asked for. */
    public synchronized Neighbour neighbour() {
        Neighbour known = neighbour;
        if (known == null) {
            known = new Neighbour(
                    neighbourAddress,
                    issuer,
                    FOLDER,
                    environment -> application("neighbour", "auth-server", neighbourAddress, environment));
            neighbour = known;
            known.start();
        }
        return known;
    }

    /** An authorization server of its own, started when it is first asked for, whose forms want a proof of work. */
    public synchronized URI guardedServer() {
        if (guarded == null) {
            guarded = application(
                    "auth-server-guarded",
                    "auth-server",
                    guardedAddress,
                    Map.of("AUTH_PORT", port(guardedAddress), "LATCHKEY_CHALLENGE_ENABLED", "true"));
            guarded.start();
            guarded.awaitReady();
        }
        return guardedAddress;
    }

    private Map<String, String> secondNodeEnvironment() {
        Map<String, String> environment = new HashMap<>(authDatabase().asEnvironment());
        environment.put("AUTH_PORT", port(secondAddress));
        environment.put("LATCHKEY_ISSUER", "https://localhost:" + port(secondAddress));
        environment.put("LATCHKEY_SECRET_KEYS", authServer.secretKeys());
        environment.put("LATCHKEY_MAIL_FROM", "latchkey@example.test");
        environment.put("LATCHKEY_TOKEN_DPOP_NONCEREQUIRED", "true");
        environment.put("LATCHKEY_LOGIN_EMAIL_ENABLED", "true");
        environment.put("SPRING_MAIL_HOST", "127.0.0.1");
        // No mail server is there: what the first node has to show in the demo is left to it.
        environment.put("DBSCHEDULER_POLLINGINTERVAL", "PT1H");
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        return environment;
    }

    @Override
    public void close() {
        ApplicationProcess node = second;
        if (node != null) {
            node.stop(); // before its database
        }
        Neighbour other = neighbour;
        if (other != null) {
            other.stop();
        }
        ApplicationProcess own = guarded;
        if (own != null) {
            own.stop();
        }
        processes().parallel().forEach(ApplicationProcess::stop);
    }

    private Stream<ApplicationProcess> processes() {
        return Stream.concat(Stream.of(authServer), others.stream());
    }

    private static ApplicationProcess application(
            String name, String module, URI address, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("LOGGING_LEVEL_ROOT", "DEBUG");
        Path jar = ROOT.resolve(module).resolve("target").resolve(module + ".jar");
        return new ApplicationProcess(name, jar, FOLDER, address, all);
    }

    private Map<String, String> authServerEnvironment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "demo");
        environment.put("AUTH_PORT", port(issuer));
        environment.put("NOTES_PORT", port(notesApi));
        environment.put("DEMO_PORT", port(demo.address()));
        environment.put("DEMO_TWO_PORT", port(demoTwo.address()));
        for (Account account : accounts()) {
            String prefix = "DEMO_" + account.username().toUpperCase(Locale.ROOT);
            environment.put(prefix + "_PASSWORD", account.password());
            account.totpSecret().ifPresent(secret -> environment.put(prefix + "_TOTP_SECRET", secret));
        }
        for (Client client : clients()) {
            environment.put(client.id().toUpperCase(Locale.ROOT).replace('-', '_') + "_CLIENT_SECRET", client.secret());
        }
        environment.put("DEMO_SPA_PORT", port(spa.address()));
        environment.put("MY_APP_PORT", port(myApp.address()));
        environment.put("MY_OTHER_APP_PORT", port(myOtherApp.address()));
        environment.put("DEMO_MACHINE_KEY_X", machineKey.x());
        environment.put("DEMO_MACHINE_KEY_Y", machineKey.y());
        environment.put("LATCHKEY_LOGIN_EMAIL_ENABLED", "true");
        environment.put("LATCHKEY_CLIENT_REGISTRATION_ACCESS", "initial-access-token");
        environment.put("LATCHKEY_CLIENT_REGISTRATION_INITIALACCESSTOKENS_0_VALUE", registrationToken);
        environment.put("LATCHKEY_CLIENT_REGISTRATION_INITIALACCESSTOKENS_0_USES", "100");
        environment.put("LATCHKEY_TOKEN_ACCESS_TOKEN_TTL", ACCESS_TOKEN_LIFETIME.toString());
        return environment;
    }

    private Map<String, String> notesApiEnvironment() {
        return Map.of(
                "NOTES_PORT", port(notesApi),
                "LATCHKEY_AUDIENCE", notesApi.toString(),
                "LATCHKEY_ISSUER", issuer.toString(),
                "NOTES_API_CLIENT_SECRET", notesApiClient.secret(),
                "LATCHKEY_CORS_ALLOWED_ORIGINS", spa.address().toString());
    }

    private Map<String, String> demoClientEnvironment(Client client) {
        return Map.of(
                "DEMO_PORT", port(client.address()),
                "NOTES_URL", notesApi.toString(),
                "LATCHKEY_ISSUER", issuer.toString(),
                "DEMO_CLIENT_ID", client.id(),
                "DEMO_CLIENT_SECRET", client.secret());
    }

    private static URI local(int port) {
        return URI.create("http://localhost:" + port);
    }

    static String port(URI address) {
        return String.valueOf(address.getPort());
    }

    private static void deleteRecursively(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
