package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class CryptoProviderInstallerTests {

    private static final String ACCELERATED = "AmazonCorrettoCryptoProvider";

    private final Provider[] before = Security.getProviders();

    /** Other tests of this process go on with the providers they had. */
    @AfterEach
    void restore() {
        Security.removeProvider(ACCELERATED);
        for (int i = 0; i < before.length; i++) {
            if (Security.getProvider(before[i].getName()) == null) {
                Security.insertProviderAt(before[i], i + 1);
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void signsWithTheNativeLibrary() throws Exception {
        install(new MockEnvironment());
        assertThat(Signature.getInstance("SHA256withECDSA").getProvider().getName())
                .isEqualTo(ACCELERATED);
        assertThat(Signature.getInstance("SHA256withRSA").getProvider().getName())
                .isEqualTo(ACCELERATED);
        signsAndVerifies();
    }

    @Test
    void signsWithTheJdkWhenSwitchedOff() throws Exception {
        install(new MockEnvironment().withProperty("latchkey.crypto.accelerated", "false"));
        assertThat(Security.getProvider(ACCELERATED)).isNull();
        signsAndVerifies();
    }

    private static void install(MockEnvironment environment) {
        new CryptoProviderInstaller(Supplier::get).postProcessEnvironment(environment, new SpringApplication());
    }

    private static void signsAndVerifies() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        byte[] message = "header.payload".getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(keys.getPublic());
        signature.update(message);
        assertThat(signature.verify(signed)).isTrue();
    }
}
