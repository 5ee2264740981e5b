package dev.latchkey.notes.startup;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** What must be configured before the API may face a network. Each line names the property and why it is needed. */
final class ProductionRequirements {

    private static final int KEY_BYTES = 32;

    private ProductionRequirements() {}

    static List<String> unmet(Environment environment) {
        List<String> unmet = new ArrayList<>();
        for (String property :
                List.of("spring.datasource.url", "spring.datasource.username", "spring.datasource.password")) {
            if (!StringUtils.hasText(environment.getProperty(property))) {
                unmet.add(property + ": the PostgreSQL database that keeps the notes");
            }
        }
        if (!Mode.isHttps(environment.getProperty("latchkey.issuer"))) {
            unmet.add("latchkey.issuer: the https address of the authorization server whose tokens are accepted");
        }
        if (!Mode.isHttps(environment.getProperty("latchkey.audience"))) {
            unmet.add("latchkey.audience: the https address of this API, which access tokens must name as audience");
        }
        if (!secretKeysAreStrong(environment)) {
            unmet.add(
                    "latchkey.secret-keys (LATCHKEY_SECRET_KEYS): one or more keys written as id:base64, newest first, each of "
                            + KEY_BYTES + " random bytes, that sign page cursors");
        }
        return unmet;
    }

    private static boolean secretKeysAreStrong(Environment environment) {
        String[] keys = Binder.get(environment)
                .bind("latchkey.secret-keys", String[].class)
                .orElse(new String[0]);
        return keys.length > 0 && Stream.of(keys).allMatch(ProductionRequirements::isStrong);
    }

    private static boolean isStrong(String key) {
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(key.substring(key.indexOf(':') + 1).strip());
            long distinct = IntStream.range(0, bytes.length)
                    .map(i -> bytes[i])
                    .distinct()
                    .count();
            return key.indexOf(':') > 0 && bytes.length >= KEY_BYTES && distinct >= KEY_BYTES / 2;
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }
}
