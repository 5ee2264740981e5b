package dev.latchkey.notes.startup;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Local mode needs no configuration and stays on this machine; production mode generates nothing and guesses nothing. */
public enum Mode {
    LOCAL,
    PRODUCTION;

    /** Set by {@link StartupCheck} above every other property source, so that it cannot be configured by hand. */
    public static final String PROPERTY = "latchkey.mode";

    static Mode of(Environment environment) {
        boolean datasource = StringUtils.hasText(environment.getProperty("spring.datasource.url"));
        boolean publicIssuer = isHttps(environment.getProperty("latchkey.issuer"));
        return datasource || publicIssuer ? PRODUCTION : LOCAL;
    }

    String propertyValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    static boolean isHttps(@Nullable String url) {
        return url != null && url.regionMatches(true, 0, "https://", 0, 8);
    }
}
