package dev.latchkey.auth.startup;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * This installation.
 *
 * @param issuer its public address, the one source of every absolute URL and the {@code iss} of every token; compared
 *     by others character by character, and therefore kept as it was written
 * @param dataDir where local mode keeps its database and its secrets
 * @param trustedProxies addresses or networks (CIDR) of the reverse proxies whose {@code X-Forwarded-For} is believed
 */
@Validated
@ConfigurationProperties("latchkey")
public record InstallationProperties(
        @NotBlank String issuer,
        @DefaultValue("./data") Path dataDir,
        @DefaultValue List<String> trustedProxies) {

    public URI issuerUri() {
        return URI.create(issuer);
    }

    /** Whether browsers reach it by TLS, so that cookies may demand it. */
    public boolean isSecure() {
        return "https".equals(issuerUri().getScheme());
    }

    /** This server's own part of the data folder, which it may share with others. */
    public Path folder() {
        return folder(dataDir);
    }

    static Path folder(Path dataDir) {
        return dataDir.toAbsolutePath().normalize().resolve("auth");
    }
}
