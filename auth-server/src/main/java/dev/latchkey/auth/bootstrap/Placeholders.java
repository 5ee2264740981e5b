package dev.latchkey.auth.bootstrap;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} in the texts of the file. Done after the file was parsed, so that
 * no value can change its structure.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)(?::([^{}]*))?}");

    private final PropertyResolver properties;

    Placeholders(PropertyResolver properties) {
        this.properties = properties;
    }

    String resolve(String path, String text) {
        if (!text.contains("${")) {
            return text;
        }
        StringBuilder resolved = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            resolved.append(plain(path, text.substring(end, matcher.start())));
            resolved.append(value(path, matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        return resolved.append(plain(path, text.substring(end))).toString();
    }

    private String value(String path, String name, @Nullable String whenAbsent) {
        String value = properties.getProperty(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (whenAbsent == null) {
            throw new InvalidEntryException(path, "needs " + name + ", which is not in the environment");
        }
        return whenAbsent;
    }

    private static String plain(String path, String text) {
        if (text.contains("${")) {
            throw new InvalidEntryException(path, "has a '${' that begins no ${NAME} or ${NAME:default}");
        }
        return text;
    }
}
