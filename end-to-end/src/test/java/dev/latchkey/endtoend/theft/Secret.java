package dev.latchkey.endtoend.theft;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Something that must not be found anywhere, and the shapes in which it could be found. */
record Secret(String name, String value) {

    /** Shorter values would be found by chance. */
    private static final int SHORTEST = 12;

    Secret {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException(name + " is too short to be searched for");
        }
    }

    /** As it could stand in a log or in a dump, where PostgreSQL writes {@code bytea} in hexadecimal. */
    Set<String> inText() {
        Set<String> shapes = new TreeSet<>();
        byte[] bytes = value.getBytes(UTF_8);
        shapes.add(value);
        shapes.add(URLEncoder.encode(value, UTF_8));
        shapes.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        shapes.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        shapes.add(HexFormat.of().formatHex(bytes));
        decoded().ifPresent(decoded -> shapes.add(HexFormat.of().formatHex(decoded)));
        // Who has the signature has the token: the rest can be rebuilt.
        signature().ifPresent(shapes::add);
        return shapes;
    }

    /** As it could stand in a file of the database, read as ISO 8859-1. */
    Set<String> inBytes() {
        Set<String> shapes = new TreeSet<>();
        shapes.add(value);
        decoded().ifPresent(decoded -> shapes.add(new String(decoded, ISO_8859_1)));
        signature().ifPresent(shapes::add);
        return shapes;
    }

    private Optional<String> signature() {
        String[] parts = value.split("\\.");
        return parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
    }

    /** What the value stands for, if it is random bytes in Base64. */
    private Optional<byte[]> decoded() {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(value);
            return decoded.length < SHORTEST ? Optional.empty() : Optional.of(decoded);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
