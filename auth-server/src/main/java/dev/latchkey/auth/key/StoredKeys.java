package dev.latchkey.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keys that the operator keeps in a PKCS#12 file or behind PKCS#11. Their private parts stay there: the table knows only
 * their public parts and states. Read once, at start.
 */
@Component
class StoredKeys {

    private final boolean configured;
    private final Map<SigningAlgorithm, JWK> byAlgorithm = new EnumMap<>(SigningAlgorithm.class);

    /** @throws IllegalStateException if the store cannot be read, or an entry is not there or not for its algorithm */
    StoredKeys(KeyProperties properties) {
        KeyProperties.Store settings = properties.store();
        configured = settings.isConfigured();
        if (!configured) {
            return;
        }
        try {
            KeyStore store = open(settings);
            for (Map.Entry<String, String> entry : settings.aliases().entrySet()) {
                SigningAlgorithm algorithm = SigningAlgorithm.named(entry.getKey())
                        .orElseThrow(() -> refused("aliases." + entry.getKey() + " is no algorithm of this server"));
                byAlgorithm.put(algorithm, read(store, algorithm, entry.getValue(), settings.password()));
            }
        } catch (GeneralSecurityException | IOException | JOSEException e) {
            throw new IllegalStateException("latchkey.key.store cannot be read: " + e.getMessage(), e);
        }
    }

    boolean isConfigured() {
        return configured;
    }

    /** The key that the operator wants to sign with this algorithm. */
    Optional<JWK> of(SigningAlgorithm algorithm) {
        return Optional.ofNullable(byAlgorithm.get(algorithm));
    }

    Optional<JWK> byId(String kid) {
        return byAlgorithm.values().stream()
                .filter(key -> key.getKeyID().equals(kid))
                .findFirst();
    }

    private static KeyStore open(KeyProperties.Store configured) throws GeneralSecurityException, IOException {
        String location = configured.location();
        if (location == null) {
            throw refused("location is missing");
        }
        char[] password = configured.password().toCharArray();
        if (configured.type().equals("PKCS11")) {
            KeyStore store = KeyStore.getInstance("PKCS11", pkcs11(location));
            store.load(null, password);
            return store;
        }
        if (!configured.type().equals("PKCS12")) {
            throw refused("type is neither PKCS12 nor PKCS11");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(location))) {
            store.load(in, password);
        }
        return store;
    }

    /** Registered too: a signature finds the provider of a key that never leaves its token. */
    private static Provider pkcs11(String configuration) {
        @Nullable Provider base = Security.getProvider("SunPKCS11");
        if (base == null) {
            throw refused("type is PKCS11, for which this Java platform has no provider");
        }
        Provider provider = base.configure(configuration);
        Security.addProvider(provider);
        return provider;
    }

    /** The provider of keys that never leave their PKCS#11 token. */
    static Provider tokenProvider() {
        return Arrays.stream(Security.getProviders())
                .filter(provider -> provider.getName().startsWith("SunPKCS11-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No PKCS#11 token is configured"));
    }

    private static JWK read(KeyStore store, SigningAlgorithm algorithm, String alias, String password)
            throws GeneralSecurityException, JOSEException {
        @Nullable Certificate certificate = store.getCertificate(alias);
        if (certificate == null || !(store.getKey(alias, password.toCharArray()) instanceof PrivateKey privateKey)) {
            throw refused("has no private key with a certificate under '" + alias + "'");
        }
        PublicKey publicKey = certificate.getPublicKey();
        return switch (algorithm) {
            case ES256 -> ec(publicKey, privateKey, alias);
            case RS256, PS256 -> rsa(algorithm, publicKey, privateKey, alias);
            case EDDSA -> ed25519(publicKey, privateKey, alias);
        };
    }

    private static JWK ec(PublicKey publicKey, PrivateKey privateKey, String alias) throws JOSEException {
        if (publicKey instanceof ECPublicKey key && Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
            return new ECKey.Builder(Curve.P_256, key)
                    .privateKey(privateKey)
                    .algorithm(SigningAlgorithm.ES256.jose())
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint()
                    .build();
        }
        throw refused("'" + alias + "' is no key on P-256, which ES256 needs");
    }

    private static JWK rsa(SigningAlgorithm algorithm, PublicKey publicKey, PrivateKey privateKey, String alias)
            throws JOSEException {
        if (publicKey instanceof RSAPublicKey key && key.getModulus().bitLength() >= 2048) {
            return new RSAKey.Builder(key)
                    .privateKey(privateKey)
                    .algorithm(algorithm.jose())
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint()
                    .build();
        }
        throw refused("'" + alias + "' is no RSA key of 2048 bits or more, which " + algorithm.value() + " needs");
    }

    private static JWK ed25519(PublicKey publicKey, PrivateKey privateKey, String alias) throws JOSEException {
        if (publicKey.getAlgorithm().startsWith("Ed")
                && privateKey.getEncoded() != null
                && publicKey.getEncoded().length == 12 + Ed25519.KEY_LENGTH) {
            return Ed25519.jwk(publicKey, privateKey)
                    .algorithm(SigningAlgorithm.EDDSA.jose())
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint()
                    .build();
        }
        throw refused("'" + alias + "' is no Ed25519 key that can be read, which EdDSA needs");
    }

    private static IllegalStateException refused(String reason) {
        return new IllegalStateException("latchkey.key.store: " + reason);
    }
}
