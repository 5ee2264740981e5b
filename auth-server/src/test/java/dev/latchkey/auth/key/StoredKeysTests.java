package dev.latchkey.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.TestClock;
import dev.latchkey.auth.testing.TestDatabase;
import dev.latchkey.auth.testing.TestKeys;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Keys of a PKCS#12 file as operators make one with keytool, and of a PKCS#11 token where SoftHSM is installed. */
class StoredKeysTests {

    private static final String PASSWORD = "store-password-0000";

    private static final List<Path> SOFT_HSM = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"));

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final SecretKeys secretKeys = SecretKeys.parse(TestKeys.random("test"));
    private DriverManagerDataSource database;

    @BeforeEach
    void emptyDatabase() {
        database = new DriverManagerDataSource(TestDatabase.createDatabase(), "postgres", "postgres");
        Flyway.configure().dataSource(database).load().migrate();
    }

    private KeyNode node(KeyProperties.Store store) {
        return new KeyNode(database, secretKeys, KeyNode.with(store), clock);
    }

    private Path keyStore() {
        return folder.resolve("keys.p12");
    }

    private KeyProperties.Store pkcs12(Map<String, String> aliases) {
        return new KeyProperties.Store("PKCS12", keyStore().toString(), PASSWORD, aliases);
    }

    private static String keytool() {
        return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    }

    private void make(String alias, String... algorithm) {
        List<String> command = new ArrayList<>(
                List.of(keytool(), "-genkeypair", "-alias", alias, "-dname", "CN=latchkey", "-validity", "3650"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keyStore().toString(), "-storepass", PASSWORD));
        command.addAll(List.of(algorithm));
        run(Map.of(), command);
    }

    private static void run(Map<String, String> environment, List<String> command) {
        try {
            File output = File.createTempFile("command", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(output.toPath()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String sign(KeyNode node, SigningAlgorithm algorithm) {
        return node.signer.sign(
                algorithm, "JWT", new JWTClaimsSet.Builder().subject("x").build());
    }

    private static String kid(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void signWithTheKeyOfTheFileAndLeaveItThere(SigningAlgorithm algorithm) throws Exception {
        switch (algorithm) {
            case ES256 -> make("signing", "-keyalg", "EC", "-groupname", "secp256r1");
            case RS256, PS256 -> make("signing", "-keyalg", "RSA", "-keysize", "2048");
            case EDDSA -> make("signing", "-keyalg", "Ed25519");
        }
        KeyNode node = node(pkcs12(Map.of(algorithm.value(), "signing"))).start();

        String token = sign(node, algorithm);

        assertThat(node.verifier.claims(token, "JWT")).isPresent();
        assertThat(JdbcClient.create(database)
                        .sql(
                                "select sealed_jwk is null and not jsonb_exists(public_jwk, 'd') from signing_key where kid = :kid")
                        .param("kid", kid(token))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(new String(node.keys.published(), StandardCharsets.UTF_8)).doesNotContain("\"d\"");
    }

    @Test
    void letAnotherEntryTakeOverAfterItHasBeenPublished() throws Exception {
        make("first", "-keyalg", "EC", "-groupname", "secp256r1");
        make("second", "-keyalg", "EC", "-groupname", "secp256r1");
        KeyNode before = node(pkcs12(Map.of("ES256", "first"))).start();
        String first = kid(sign(before, SigningAlgorithm.ES256));

        clock.advance(Duration.ofDays(100));
        before.rotate();
        before.reload();
        assertThat(kid(sign(before, SigningAlgorithm.ES256)))
                .as("a key of a store is not replaced by one that is made here")
                .isEqualTo(first);

        KeyNode after = node(pkcs12(Map.of("ES256", "second"))).start();
        assertThat(after.published().getKeys())
                .filteredOn(key -> key.getAlgorithm().getName().equals("ES256"))
                .hasSize(2);
        clock.advance(Duration.ofDays(1));
        after.rotate();
        after.reload();
        before.reload();

        assertThat(kid(sign(after, SigningAlgorithm.ES256))).isNotEqualTo(first);
        assertThat(kid(sign(before, SigningAlgorithm.ES256)))
                .as("a node with the older store goes on with what it has, which is still published")
                .isEqualTo(first);
        assertThat(after.verifier.claims(sign(before, SigningAlgorithm.ES256), "JWT"))
                .isPresent();
    }

    @Test
    void doNotBringBackAKeyThatWasRemoved() throws Exception {
        make("signing", "-keyalg", "EC", "-groupname", "secp256r1");
        KeyNode node = node(pkcs12(Map.of("ES256", "signing"))).start();
        String stolen = kid(sign(node, SigningAlgorithm.ES256));

        node.replaceNow(stolen);
        KeyNode restarted = node(pkcs12(Map.of("ES256", "signing"))).start();
        clock.advance(Duration.ofDays(2));
        restarted.rotate();
        restarted.reload();

        assertThat(kid(sign(restarted, SigningAlgorithm.ES256))).isNotEqualTo(stolen);
        assertThat(restarted.published().getKeyByKeyId(stolen)).isNull();
    }

    @Test
    void areRefusedWhenTheStoreIsNotWhatTheConfigurationSays() {
        make("rsa", "-keyalg", "RSA", "-keysize", "2048");

        assertRefused(pkcs12(Map.of("ES256", "rsa")), "P-256");
        assertRefused(pkcs12(Map.of("EdDSA", "rsa")), "Ed25519");
        assertRefused(pkcs12(Map.of("RS256", "missing")), "'missing'");
        assertRefused(pkcs12(Map.of("HS256", "rsa")), "HS256");
        assertRefused(new KeyProperties.Store("PKCS12", keyStore().toString(), "wrong", Map.of()), "cannot be read");
        assertRefused(new KeyProperties.Store("PKCS12", "/nowhere.p12", PASSWORD, Map.of()), "cannot be read");
        assertRefused(new KeyProperties.Store("PKCS12", null, PASSWORD, Map.of()), "location");
        assertRefused(new KeyProperties.Store("JKS", keyStore().toString(), PASSWORD, Map.of()), "type");
        assertThat(pkcs12(Map.of()).toString()).doesNotContain(PASSWORD);
    }

    private static void assertRefused(KeyProperties.Store store, String reason) {
        assertThatThrownBy(() -> new StoredKeys(KeyNode.with(store)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("latchkey.key.store")
                .hasMessageContaining(reason);
    }

    /** SoftHSM keeps private keys that never leave it, as hardware does. Without it this is skipped. */
    @Test
    void signWithAKeyThatNeverLeavesItsToken() throws Exception {
        Path library = SOFT_HSM.stream().filter(Files::exists).findFirst().orElse(null);
        assumeTrue(library != null, "SoftHSM is not installed");
        Path configuration = folder.resolve("softhsm2.conf");
        Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(configuration, "directories.tokendir = " + folder.resolve("tokens") + "\n");
        Path provider = folder.resolve("pkcs11.cfg");
        Files.writeString(provider, "name = latchkey\nlibrary = " + library + "\nslotListIndex = 0\n");
        // The library reads its configuration from the environment, which belongs to the process: so another one.
        Map<String, String> environment = Map.of("SOFTHSM2_CONF", configuration.toString());
        run(
                environment,
                List.of(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "latchkey",
                        "--pin",
                        "4321",
                        "--so-pin",
                        "4321"));
        run(environment, pkcs11Keytool(provider, "ec", "-keyalg", "EC", "-groupname", "secp256r1"));
        run(environment, pkcs11Keytool(provider, "rsa", "-keyalg", "RSA", "-keysize", "2048"));

        run(
                environment,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Pkcs11Signatures.class.getName(),
                        provider.toString(),
                        "4321"));
    }

    private static List<String> pkcs11Keytool(Path provider, String alias, String... algorithm) {
        List<String> command = new ArrayList<>(
                List.of(keytool(), "-genkeypair", "-alias", alias, "-dname", "CN=latchkey", "-validity", "3650"));
        command.addAll(List.of("-storetype", "PKCS11", "-keystore", "NONE", "-storepass", "4321"));
        command.addAll(List.of("-providerclass", "sun.security.pkcs11.SunPKCS11", "-providerarg", provider.toString()));
        command.addAll(List.of(algorithm));
        return command;
    }
}
