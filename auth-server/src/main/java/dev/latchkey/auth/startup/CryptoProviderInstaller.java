package dev.latchkey.auth.startup;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Puts the Amazon Corretto Crypto Provider in front of the JDK's own: an ES256 signature then costs a few percent of
 * what it costs on JDK 17. Where its native library does not load (no build for this platform, no executable temporary
 * folder) the JDK's own does the same work more slowly.
 *
 * <p>Before anything is built, because objects keep the provider they were made with.
 */
class CryptoProviderInstaller implements EnvironmentPostProcessor, Ordered {

    static final String PROPERTY = "latchkey.crypto.accelerated";

    private final Log log;

    CryptoProviderInstaller(DeferredLogFactory logs) {
        this.log = logs.getLog(CryptoProviderInstaller.class);
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 20;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.getProperty(PROPERTY, Boolean.class, true)) {
            Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
            log.info("Cryptography by the JDK: " + PROPERTY + " is false");
            return;
        }
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            Throwable loadingError = provider.getLoadingError();
            if (loadingError == null) {
                AmazonCorrettoCryptoProvider.install();
                log.info("Cryptography by " + provider.getName() + " " + provider.getVersionStr());
            } else {
                fallBack(loadingError);
            }
        } catch (LinkageError | RuntimeException e) {
            fallBack(e);
        }
    }

    private void fallBack(Throwable reason) {
        log.info("Cryptography by the JDK: the native library does not load here");
        log.debug("Why it does not load", reason);
    }
}
