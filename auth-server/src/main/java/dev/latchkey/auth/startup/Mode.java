package dev.latchkey.auth.startup;

import java.net.URI;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Whether this is somebody trying the server out, or a server that others rely on. Decided once, before anything is
 * built, and then found as the property {@value #PROPERTY}.
 */
enum Mode {
    /** No database and no public address is configured: everything missing is generated, nobody else can connect. */
    LOCAL,

    /** An operator configured it: nothing is generated, and what is missing or unsafe stops the start. */
    PRODUCTION;

    static final String PROPERTY = "latchkey.mode";

    static Mode of(Environment environment) {
        return productionReason(environment).isPresent() ? PRODUCTION : LOCAL;
    }

    /** What makes this a production start. */
    static Optional<String> productionReason(Environment environment) {
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return Optional.of("spring.datasource.url is set");
        }
        String issuer = environment.getProperty("latchkey.issuer");
        if (StringUtils.hasText(issuer) && !isLoopbackHttp(issuer)) {
            return Optional.of("latchkey.issuer is not an http address of this machine");
        }
        return Optional.empty();
    }

    private static boolean isLoopbackHttp(String issuer) {
        try {
            URI uri = URI.create(issuer);
            return "http".equals(uri.getScheme()) && Loopback.isNameOf(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
