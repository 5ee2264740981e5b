package dev.latchkey.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountImport;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.account.Roles;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.ClientImport;
import dev.latchkey.auth.client.ClientSecrets;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.scope.CatalogueImport;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.DomainTest;
import dev.latchkey.auth.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each test declares under names of its own, marked with {@code §}. */
@DomainTest
@ExtendWith(OutputCaptureExtension.class)
class BootstrapTests {

    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final String WHOLE = """
            scopes:
              - { name: "§read", title: "Read §", description: "Read it.", sensitive: true }
              - { name: "§write", title: "Write §" }
            resources:
              - { identifier: "https://§.example.test", scopes: ["§read"], introspection_clients: ["§api"] }
            roles:
              - { name: "AUDITOR_¤", title: "Auditor", description: "Looks at what was done." }
            accounts:
              - { username: "Alice§", email: "alice§@example.test", email_verified: true, name: "Alice",
                  birthdate: "1990-12-31", password: "alice's password", roles: ["USER", "ADMIN", "AUDITOR_¤"],
                  totp_secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" }
              - { username: "bob§", email: "bob§@example.test", password: "bob's password" }
            clients:
              - client_id: "§web"
                client_secret: "a secret that somebody chose"
                client_name: "Web"
                redirect_uris: ["https://rp.example.test/cb"]
                grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:token-exchange"]
                scope: "openid §read"
                access_token_ttl: 300
                pkce_required: false
                refresh_token_idle_ttl: "2h"
                token_exchange: { subject_clients: ["§spa"], audiences: ["https://§.example.test"] }
                trusted: true
              - client_id: "§spa"
                redirect_uris: ["http://localhost:3000/cb"]
                token_endpoint_auth_method: "none"
              - client_id: "§api"
                client_secret: "kT9xQ2mZ8rW4vB7nL1pC6sD3fG5hJ0aY"
                grant_types: ["client_credentials"]
            """;

    @Autowired
    Accounts accounts;

    @Autowired
    Passwords passwords;

    @Autowired
    Clients clients;

    @Autowired
    ClientSecrets clientSecrets;

    @Autowired
    Scopes scopes;

    @Autowired
    CatalogueImport catalogueImport;

    @Autowired
    Roles roles;

    @Autowired
    AccountImport accountImport;

    @Autowired
    ClientImport clientImport;

    @Autowired
    AppliedSecrets appliedSecrets;

    @Autowired
    DeclaredNames declaredNames;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final String mark = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final MockEnvironment environment = new MockEnvironment();
    private final Map<UUID, byte[]> importedSeeds = new HashMap<>();

    private final TotpSecretImport seeds = importedSeeds::put;

    @Test
    void appliesTheWholeFile() {
        apply(WHOLE);

        assertThat(scopes.byName(mark + "read")).get().extracting("sensitive").isEqualTo(true);
        String api = "https://" + mark + ".example.test";
        assertThat(scopes.resource(api))
                .contains(new ProtectedResource(api, Set.of(mark + "read"), Set.of(mark + "api")));

        Account alice = account("alice");
        assertThat(alice.isEmailVerified()).isTrue();
        String auditor = "AUDITOR_" + mark.toUpperCase(Locale.ROOT);
        assertThat(alice.getRoles()).containsExactlyInAnyOrder("USER", "ADMIN", auditor);
        assertThat(roles.all()).contains(new Role(auditor, "Auditor", "Looks at what was done."));
        assertThat(passwords.matches(alice, "alice's password")).isTrue();
        assertThat(importedSeeds.get(alice.getId()))
                .isEqualTo("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
        Account bob = account("bob");
        assertThat(bob.isEmailVerified()).isFalse();
        assertThat(bob.getName()).isEqualTo("bob" + mark);
        assertThat(bob.getRoles()).containsExactly("USER");
        assertThat(importedSeeds).doesNotContainKey(bob.getId());

        Client web = client("web");
        assertThat(web.trusted()).isTrue();
        assertThat(web.lifetimes().accessToken()).hasSeconds(300);
        assertThat(web.lifetimes().refreshTokenIdle()).hasHours(2);
        assertThat(clientSecrets.matches(web, "a secret that somebody chose")).isTrue();
        assertThat(web.secrets()).first().extracting("hash").asString().startsWith("{argon2@");
        assertThat(clientSecrets.matches(client("api"), "kT9xQ2mZ8rW4vB7nL1pC6sD3fG5hJ0aY"))
                .isTrue();
        assertThat(client("api").secrets())
                .first()
                .extracting("hash")
                .asString()
                .startsWith("{sha256}");
        assertThat(client("spa").isPublic()).isTrue();
        assertThat(client("spa").secrets()).isEmpty();
    }

    @Test
    void changesNothingWhenAppliedAgain() {
        apply(WHOLE);
        List<String> before = everyRow();
        importedSeeds.clear();
        apply(WHOLE);
        assertThat(everyRow()).isEqualTo(before);
        assertThat(importedSeeds).isEmpty();
    }

    @Test
    void changesWhatTheFileSaysAnewAndNothingElse() {
        apply(WHOLE);
        UUID alice = account("alice").getId();
        UUID web = client("web").id();
        String bob = row("account", "bob" + mark);
        apply(WHOLE.replace("name: \"Alice\"", "name: \"Alicia\"")
                .replace("alice's password", "alice's new password")
                .replace("client_name: \"Web\"", "client_name: \"Net\"")
                .replace("a secret that somebody chose", "another secret of somebody")
                .replace("Read §", "See §"));

        assertThat(account("alice").getId()).isEqualTo(alice);
        assertThat(account("alice").getName()).isEqualTo("Alicia");
        assertThat(passwords.matches(account("alice"), "alice's new password")).isTrue();
        assertThat(client("web").id()).isEqualTo(web);
        assertThat(client("web").name()).isEqualTo("Net");
        assertThat(clientSecrets.matches(client("web"), "another secret of somebody"))
                .isTrue();
        assertThat(clientSecrets.matches(client("web"), "a secret that somebody chose"))
                .isFalse();
        assertThat(scopes.byName(mark + "read")).get().extracting("title").isEqualTo("See " + mark);
        assertThat(row("account", "bob" + mark)).isEqualTo(bob);
    }

    @Test
    void deletesNothingThatTheFileDoesNotName() {
        apply(WHOLE);
        apply("scopes: [{ name: \"§more\", title: \"More\" }]");
        assertThat(accounts.findByUsernameOrEmail("alice" + mark)).isPresent();
        assertThat(clients.byClientId(mark + "web")).isPresent();
        assertThat(scopes.byName(mark + "read")).isPresent();
        assertThat(scopes.byName(mark + "more")).isPresent();
    }

    @Test
    void leavesSecretsAloneThatTheirOwnersChanged() {
        apply(WHOLE);
        Account bob = account("bob");
        inTransaction(() -> accountImport.putPassword(bob.getId(), "what bob chose himself"));
        inTransaction(() -> clientImport.putSecret(mark + "web", "what a developer rotated to"));
        apply(WHOLE);
        assertThat(passwords.matches(account("bob"), "what bob chose himself")).isTrue();
        assertThat(passwords.matches(account("bob"), "bob's password")).isFalse();
        assertThat(clientSecrets.matches(client("web"), "what a developer rotated to"))
                .isTrue();
    }

    @Test
    void knowsAnAccountAgainWhoseOwnerTookAnotherName() {
        apply(WHOLE);
        UUID bob = account("bob").getId();
        jdbc.sql("update account set username = :name, username_key = :name where id = :id")
                .param("name", "robert" + mark)
                .param("id", bob)
                .update();

        apply(WHOLE);

        assertThat(account("bob").getId()).isEqualTo(bob);
    }

    @Test
    void leavesDisabledAccountsAndClientsDisabled() {
        apply(WHOLE);
        jdbc.sql("update account set enabled = false where username = :name")
                .param("name", "bob" + mark)
                .update();
        jdbc.sql("update client set enabled = false where client_id = :name")
                .param("name", mark + "spa")
                .update();
        apply(WHOLE.replace("http://localhost:3000/cb", "http://localhost:3001/cb"));
        assertThat(account("bob").isEnabled()).isFalse();
        assertThat(clients.byClientId(mark + "spa")).isEmpty();
    }

    @Test
    void remembersAppliedSecretsWhenTheKeysRotate() {
        String oldest = TestKeys.random("a");
        String newest = TestKeys.random("b");
        List<String> imported = new ArrayList<>();
        String subject = "test/" + mark;
        new AppliedSecrets(jdbc, SecretKeys.parse(oldest)).applyOnce(subject, "x", () -> imported.add("first"));
        new AppliedSecrets(jdbc, SecretKeys.parse(newest + "," + oldest))
                .applyOnce(subject, "x", () -> imported.add("rotated"));
        new AppliedSecrets(jdbc, SecretKeys.parse(newest)).applyOnce(subject, "x", () -> imported.add("removed"));
        new AppliedSecrets(jdbc, SecretKeys.parse(newest)).applyOnce(subject, "y", () -> imported.add("changed"));
        assertThat(imported).containsExactly("first", "changed");
    }

    @Test
    void givesAClientItsSecretBackAfterItHadNone() {
        String confidential = """
                clients: [{ client_id: "§c", client_secret: "a secret that somebody chose",
                            redirect_uris: ["https://rp.example.test/cb"] }]""";
        apply(confidential);
        apply("""
                clients: [{ client_id: "§c", token_endpoint_auth_method: "none",
                            redirect_uris: ["https://rp.example.test/cb"] }]""");
        assertThat(client("c").secrets()).isEmpty();
        apply(confidential);
        assertThat(clientSecrets.matches(client("c"), "a secret that somebody chose"))
                .isTrue();
    }

    @Test
    void takesOverHashesFromElsewhereOnce() {
        String hash = "{bcrypt}$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
        apply("accounts: [{ username: \"h§\", email: \"h§@example.test\", password_hash: \"" + hash + "\" }]");
        assertThat(account("h").getPasswordHash()).isEqualTo(hash);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("scopes:", "scope:", "scope", "not a known key"),
                broken("title: \"Write §\"", "titel: \"Write §\"", "scopes[1].titel", "not a known key"),
                broken(", title: \"Write §\"", "", "scopes[1]", "has no title"),
                broken("title: \"Write §\"", "title: \"\"", "scopes[1].title", "empty"),
                broken("\"§write\"", "\"§read\"", "scopes[1].name", "same as that of scopes[0]"),
                broken("\"§write\"", "\"openid\"", "scopes[1].name", "OpenID"),
                broken("\"§write\"", "\"§ write\"", "scopes[1].name", "no scope value"),
                broken("sensitive: true", "sensitive: \"true\"", "scopes[0].sensitive", "neither true nor false"),
                broken("scopes: [\"§read\"]", "scopes: [\"§raed\"]", "resources[0].scopes[0]", "not declared"),
                broken(
                        "\"https://§.example.test\", scopes",
                        "\"§#x\", scopes",
                        "resources[0].identifier",
                        "absolute URI"),
                broken("[\"§api\"]", "[\"§ipa\"]", "resources[0].introspection_clients[0]", "neither declared nor"),
                broken("[\"§api\"]", "[\"§api\", \"§api\"]", "resources[0].introspection_clients[1]", "twice"),
                broken(
                        "username: \"bob§\"",
                        "username: \"ALICE§\"",
                        "accounts[1].username",
                        "same as that of accounts[0]"),
                broken("username: \"bob§\"", "username: \"b ob§\"", "accounts[1].username", "may hold"),
                broken("bob§@example.test", "Alice§@Example.test.", "accounts[1].email", "same as that of accounts[0]"),
                broken("bob§@example.test", "bob§", "accounts[1].email", "no e-mail address"),
                broken(
                        "email_verified: true",
                        "email_verified: 1",
                        "accounts[0].email_verified",
                        "neither true nor false"),
                broken("1990-12-31", "1990-13-31", "accounts[0].birthdate", "no date"),
                broken("1990-12-31", "2990-12-31", "accounts[0].birthdate", "birthday"),
                broken("\"bob's password\"", "12345678", "accounts[1].password", "quotes"),
                broken("\"bob's password\"", "\"\"", "accounts[1].password", "empty"),
                broken(
                        "password: \"bob's password\"",
                        "password_hash: \"{noop}x\"",
                        "accounts[1].password_hash",
                        "method"),
                broken("password: \"bob", "password_hash: \"{bcrypt}x\", password: \"bob", "accounts[1]", "both"),
                broken("\"USER\", \"ADMIN\",", "\"user\",", "accounts[0].roles", "upper-case"),
                broken("\"USER\", \"ADMIN\",", "\"KING\",", "accounts[0].roles[0]", "no declared role"),
                broken("name: \"AUDITOR_¤\"", "name: \"auditor\"", "roles[0].name", "upper-case"),
                broken("name: \"AUDITOR_¤\"", "name: \"ADMIN\"", "roles[0].name", "always exists"),
                broken("title: \"Auditor\"", "title: \" \"", "roles[0].title", "empty"),
                broken(SEED, "GEZDGNBV", "accounts[0].totp_secret", "bits"),
                broken(
                        "redirect_uris: [\"https",
                        "redirect_uri: [\"https",
                        "clients[0].redirect_uri",
                        "not a known key"),
                broken(
                        "https://rp.example.test/cb",
                        "http://rp.example.test/cb",
                        "clients[0].redirect_uris[0]",
                        "http"),
                broken("scope: \"openid §read\"", "scope: \"openid §raed\"", "clients[0].scope", "catalogue"),
                broken("trusted: true", "trusted: yes", "clients[0].trusted", "neither true nor false"),
                broken("access_token_ttl: 300", "access_token_ttl: 0", "clients[0].access_token_ttl", "between"),
                broken(
                        "access_token_ttl: 300",
                        "access_token_ttl: \"soon\"",
                        "clients[0].access_token_ttl",
                        "duration"),
                broken(
                        "\"2h\"",
                        "\"2h\"\n    refresh_token_absolute_ttl: \"1h\"",
                        "clients[0].refresh_token_idle_ttl",
                        "longer"),
                broken(
                        "[\"§spa\"]",
                        "[\"§aps\"]",
                        "clients[0].token_exchange.subject_clients[0]",
                        "neither declared nor"),
                broken(
                        "audiences: [\"https://§.",
                        "audiences: [\"https://x§.",
                        "clients[0].token_exchange.audiences[0]",
                        "resource"),
                broken(
                        ", \"urn:ietf:params:oauth:grant-type:token-exchange\"",
                        "",
                        "clients[0].token_exchange",
                        "grant"),
                broken(
                        "client_secret: \"a secret that somebody chose\"",
                        "client_name#de: \"Netz\"",
                        "clients[0].client_secret",
                        "missing"),
                broken(
                        "token_endpoint_auth_method: \"none\"",
                        "token_endpoint_auth_method: \"none\"\n    pkce_required: false",
                        "clients[1].pkce_required",
                        "credential"),
                broken(
                        "token_endpoint_auth_method: \"none\"",
                        "client_secret: \"\"",
                        "clients[1].client_secret",
                        "empty"),
                broken(
                        "auth_method: \"none\"",
                        "auth_method: \"none\"\n    client_secret: \"x\"",
                        "clients[1].client_secret",
                        "not used"),
                broken(
                        "client_id: \"§spa\"",
                        "client_id: \"§Web\"",
                        "clients[1].client_id",
                        "same as that of clients[0]"),
                broken("client_id: \"§spa\"", "client_id: \"https://§\"", "clients[1].client_id", "letters"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesAFileWithOneThingWrongAndAppliesNothing(String right, String wrong, String path, String reason) {
        String file = WHOLE.replace(right, wrong);
        assertThat(file).isNotEqualTo(WHOLE);
        List<String> before = everyRow();
        assertThatExceptionOfType(BootstrapException.class)
                .isThrownBy(() -> apply(file))
                .satisfies(e -> assertThat(e.path()).isEqualTo(path))
                .withMessageContaining(reason)
                .withMessageContaining("test file");
        assertThat(everyRow()).isEqualTo(before);
        assertThat(importedSeeds).isEmpty();
    }

    @Test
    void takesEverythingBackWhenTheDatabaseRefusesTheLastStep() {
        List<String> before = everyRow();
        TotpSecretImport failing = (account, secret) -> {
            throw new IllegalStateException("no room for seeds");
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> bootstrap(failing, null).apply(file(WHOLE)));
        assertThat(everyRow()).isEqualTo(before);
    }

    @Test
    void refusesAnEmailAddressThatSomebodyElseRegistered() {
        apply(WHOLE);
        assertThatExceptionOfType(BootstrapException.class)
                .isThrownBy(() -> apply("accounts: [{ username: \"carol§\", email: \"BOB§@example.test\" }]"))
                .satisfies(e -> assertThat(e.path()).isEqualTo("accounts[0].email"));
    }

    @Test
    void refusesWhatNoPartOfTheServerTakes() {
        String provider = """
                identity_providers:
                  - { name: "google", type: "oidc", issuer: "https://accounts.example.test", client_id: "x",
                      client_secret: "${UPSTREAM_SECRET}" }""";
        environment.setProperty("UPSTREAM_SECRET", "hunter2");
        assertThatExceptionOfType(BootstrapException.class)
                .isThrownBy(() -> apply(provider))
                .satisfies(e -> assertThat(e.path()).isEqualTo("identity_providers"))
                .withMessageContaining("takes no identity providers");
        assertThatExceptionOfType(BootstrapException.class)
                .isThrownBy(() -> bootstrap(null, null).apply(file(WHOLE)))
                .satisfies(e -> assertThat(e.path()).isEqualTo("accounts[0].totp_secret"));

        List<ImportedIdentityProvider> taken = new ArrayList<>();
        bootstrap(seeds, taken::addAll).apply(file(provider));
        assertThat(taken)
                .containsExactly(new ImportedIdentityProvider(
                        "google",
                        "google",
                        "oidc",
                        "https://accounts.example.test",
                        "x",
                        "hunter2",
                        List.of("openid", "profile", "email")));
        assertThatExceptionOfType(BootstrapException.class)
                .isThrownBy(() -> bootstrap(seeds, taken::addAll).apply(file(provider.replace("\"oidc\"", "\"saml\""))))
                .satisfies(e -> assertThat(e.path()).isEqualTo("identity_providers[0].type"));
    }

    @Test
    void letsSeveralNodesStartAtOnce() {
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(() -> apply(WHOLE)))
                .toList();
        nodes.forEach(CompletableFuture::join);
        assertThat(row("account", "bob" + mark)).isNotEmpty();
        assertThat(client("web").secrets()).hasSize(1);
        assertThat(jdbc.sql("select version from client where client_id = :id")
                        .param("id", mark + "web")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsNoSecretInTheDatabaseOrInTheLog(CapturedOutput output) {
        apply(WHOLE);
        String everything = String.join("\n", everyRow()) + output;
        assertThat(everything)
                .contains("alice" + mark)
                .doesNotContain(
                        "alice's password",
                        "bob's password",
                        "a secret that somebody chose",
                        "kT9xQ2mZ8rW4vB7nL1pC6sD3fG5hJ0aY",
                        SEED);
    }

    @Test
    void appliesTheFileOfTheDemo() {
        // In the whole server the API for administrators brings it.
        apply("scopes: [{ name: \"users:read\", title: \"See accounts\" },"
                + " { name: \"applications:read\", title: \"See applications\" },"
                + " { name: \"applications:write\", title: \"Change applications\" }]");
        for (String name : List.of(
                "DEMO_ALICE_PASSWORD",
                "DEMO_BOB_PASSWORD",
                "DEMO_DANA_PASSWORD",
                "DEMO_ADMIN_PASSWORD",
                "DEMO_CLIENT_SECRET",
                "DEMO_TWO_CLIENT_SECRET",
                "NOTES_API_CLIENT_SECRET",
                "DEMO_SERVICE_CLIENT_SECRET",
                "DEMO_SCRIPT_CLIENT_SECRET",
                "MY_APP_CLIENT_SECRET",
                "MY_OTHER_APP_CLIENT_SECRET")) {
            environment.setProperty(name, clientSecrets.generate().value());
        }
        // RFC 7517 appendix A.1
        environment.setProperty("DEMO_MACHINE_KEY_X", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4");
        environment.setProperty("DEMO_MACHINE_KEY_Y", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM");
        environment.setProperty("DEMO_ALICE_TOTP_SECRET", SEED);
        environment.setProperty("DEMO_ADMIN_TOTP_SECRET", SEED);
        environment.setProperty("DEMO_PORT", "18080");
        bootstrap(seeds, null).apply(new ClassPathResource("demo/bootstrap.yaml"));

        assertThat(client("demo", "").redirectUris())
                .containsExactly("http://localhost:18080/login/oauth2/code/latchkey");
        assertThat(client("demo-two", "").redirectUris())
                .containsExactly("http://localhost:8081/login/oauth2/code/latchkey");
        assertThat(scopes.resource("http://localhost:8090")).isPresent();
        assertThat(accounts.findByUsernameOrEmail("dana"))
                .get()
                .extracting(Account::getRoles)
                .isEqualTo(Set.of("USER", "DEVELOPER"));
        assertThat(importedSeeds).hasSize(2);
    }

    private static Arguments broken(String right, String wrong, String path, String reason) {
        return Arguments.of(right, wrong, path, reason);
    }

    private void apply(String yaml) {
        bootstrap(seeds, null).apply(file(yaml));
    }

    private Bootstrap bootstrap(@Nullable TotpSecretImport totp, @Nullable IdentityProviderImport providers) {
        ObjectProvider<TotpSecretImport> totpProvider = provider(TotpSecretImport.class, totp);
        ObjectProvider<IdentityProviderImport> providersProvider = provider(IdentityProviderImport.class, providers);
        return new Bootstrap(
                new BootstrapProperties(null),
                environment,
                new BootstrapRules(
                        catalogueImport, roles, accountImport, clientImport, totpProvider, providersProvider),
                appliedSecrets,
                declaredNames,
                catalogueImport,
                roles,
                accountImport,
                clientImport,
                totpProvider,
                providersProvider,
                jdbc,
                transactions);
    }

    private static <T> ObjectProvider<T> provider(Class<T> type, @Nullable T bean) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        if (bean != null) {
            beans.addBean("only", bean);
        }
        return beans.getBeanProvider(type);
    }

    private Resource file(String yaml) {
        return new ByteArrayResource(
                yaml.replace("§", mark)
                        .replace("¤", mark.toUpperCase(Locale.ROOT))
                        .getBytes(StandardCharsets.UTF_8),
                "test file");
    }

    private Account account(String name) {
        return accounts.findByUsernameOrEmail(name + mark).orElseThrow();
    }

    private Client client(String name) {
        return client(mark, name);
    }

    private Client client(String prefix, String name) {
        return clients.byClientId(prefix + name).orElseThrow();
    }

    private String row(String table, String username) {
        return jdbc.sql("select a::text from " + table + " a where username = :username")
                .param("username", username)
                .query(String.class)
                .single();
    }

    /** Row versions of PostgreSQL included: a row that was written again with the same content shows. */
    private List<String> everyRow() {
        return Stream.of(
                        "account",
                        "account_role",
                        "role",
                        "client",
                        "client_secret",
                        "scope",
                        "resource",
                        "resource_scope",
                        "resource_introspection_client",
                        "bootstrap_secret",
                        "bootstrap_account")
                .flatMap(table -> jdbc
                        .sql("select '" + table + " ' || xmin || ' ' || t::text from " + table + " t order by 1")
                        .query(String.class)
                        .list()
                        .stream())
                .toList();
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }
}
