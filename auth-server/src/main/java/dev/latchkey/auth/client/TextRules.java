package dev.latchkey.auth.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is said in words, and how much of it. */
final class TextRules {

    private static final int TEXT_LIMIT = 2_000;
    private static final int LIST_LIMIT = 50;
    private static final int DEPTH_LIMIT = 10;
    private static final int NAME_LIMIT = 100;
    private static final int CONTACT_LIMIT = 10;

    /** Also direction marks and zero-width characters: a name is read by people who decide on it. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s\\p{C}]{1,64}@[^@\\s\\p{C}]{1,253}");

    private TextRules() {}

    static void namesAreKnown(ClientMetadata metadata, Predicate<String> scopeExists) {
        for (String name : metadata.values().keySet()) {
            if (!ClientMetadataNames.isKnown(name)) {
                throw new InvalidClientMetadataException(name, "is not known");
            }
        }
    }

    static void textsAreShort(ClientMetadata metadata, Predicate<String> scopeExists) {
        metadata.values().forEach((name, value) -> requireShort(name, value, DEPTH_LIMIT));
    }

    static void clientNameCanBeRead(ClientMetadata metadata, Predicate<String> scopeExists) {
        for (String name : metadata.values().keySet()) {
            if (name.equals(ClientMetadataNames.CLIENT_NAME)
                    || name.startsWith(ClientMetadataNames.CLIENT_NAME + "#")) {
                requireReadable(name, metadata.text(name, ""));
            }
        }
        requireVisible(ClientMetadataNames.SOFTWARE_ID, metadata.text(ClientMetadataNames.SOFTWARE_ID, ""));
        requireVisible(ClientMetadataNames.SOFTWARE_VERSION, metadata.text(ClientMetadataNames.SOFTWARE_VERSION, ""));
    }

    static void contactsAreAddresses(ClientMetadata metadata, Predicate<String> scopeExists) {
        List<String> contacts = metadata.texts(ClientMetadataNames.CONTACTS);
        if (contacts.size() > CONTACT_LIMIT) {
            throw new InvalidClientMetadataException(ClientMetadataNames.CONTACTS, "are more than " + CONTACT_LIMIT);
        }
        for (int i = 0; i < contacts.size(); i++) {
            if (!ADDRESS.matcher(contacts.get(i)).matches()) {
                throw new InvalidClientMetadataException(
                        ClientMetadataNames.CONTACTS + "[" + i + "]", "is no e-mail address");
            }
        }
    }

    private static void requireReadable(String name, String text) {
        if (text.isBlank() || !text.equals(text.strip())) {
            throw new InvalidClientMetadataException(name, "is empty or begins or ends with a space");
        }
        if (text.codePointCount(0, text.length()) > NAME_LIMIT) {
            throw new InvalidClientMetadataException(name, "is longer than " + NAME_LIMIT + " characters");
        }
        requireVisible(name, text);
    }

    private static void requireVisible(String name, String text) {
        if (INVISIBLE.matcher(text).find()) {
            throw new InvalidClientMetadataException(name, "holds characters that cannot be seen");
        }
    }

    private static void requireShort(String path, Object value, int depth) {
        if (depth == 0) {
            throw new InvalidClientMetadataException(path, "is nested too deeply");
        }
        if (value instanceof String text) {
            requireShort(path, text);
        }
        if (value instanceof Collection<?> items) {
            if (items.size() > LIST_LIMIT) {
                throw new InvalidClientMetadataException(path, "has more than " + LIST_LIMIT + " entries");
            }
            items.forEach(item -> requireShort(path, item, depth - 1));
        }
        if (value instanceof Map<?, ?> object) {
            requireShort(path, object.values(), depth - 1);
            object.keySet().forEach(key -> requireShort(path, String.valueOf(key)));
        }
    }

    private static void requireShort(String path, String text) {
        if (text.length() > TEXT_LIMIT) {
            throw new InvalidClientMetadataException(path, "is longer than " + TEXT_LIMIT + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw new InvalidClientMetadataException(path, "holds the character NUL, which no table takes");
        }
    }
}
