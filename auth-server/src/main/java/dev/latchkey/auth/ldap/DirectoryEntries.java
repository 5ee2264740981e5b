package dev.latchkey.auth.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How people are found in the directory, and what is read of them. */
final class DirectoryEntries {

    private static final String UPN = "userPrincipalName";
    private static final String CONTROL = "userAccountControl";
    private static final String LOCK = "nsAccountLock";
    private static final long DISABLED = 2;

    private final LdapProperties properties;

    DirectoryEntries(LdapProperties properties) {
        this.properties = properties;
    }

    /** What was typed is a value and can be nothing else (RFC 4515 §3). */
    Filter byName(String typed) throws LDAPException {
        return Filter.create(properties.userFilter().replace("{0}", Filter.encodeValue(typed)));
    }

    Filter byId(String id) {
        return isBinary()
                ? Filter.createEqualityFilter(
                        properties.idAttribute(), HexFormat.of().parseHex(id))
                : Filter.createEqualityFilter(properties.idAttribute(), id);
    }

    String[] attributes() {
        return Stream.of(
                        properties.idAttribute(),
                        properties.usernameAttribute(),
                        properties.nameAttribute(),
                        properties.emailAttribute(),
                        properties.groupAttribute(),
                        "cn",
                        UPN,
                        CONTROL,
                        LOCK)
                .distinct()
                .toArray(String[]::new);
    }

    /** A directory finds more than what it was asked for: it folds letters and spaces. One name is to count as one here. */
    boolean isCalled(Entry entry, String typed) {
        String name = folded(typed);
        return Stream.of(properties.usernameAttribute(), properties.emailAttribute(), UPN)
                .flatMap(attribute -> values(entry, attribute))
                .anyMatch(value -> folded(value).equals(name));
    }

    boolean isDisabled(Entry entry) {
        Long control = entry.getAttributeValueAsLong(CONTROL);
        return (control != null && (control & DISABLED) != 0)
                || values(entry, LOCK).anyMatch(value -> value.equalsIgnoreCase("true"));
    }

    Optional<String> id(Entry entry) {
        Attribute attribute = entry.getAttribute(properties.idAttribute());
        if (attribute == null || attribute.size() != 1) {
            return Optional.empty();
        }
        String id = isBinary() ? HexFormat.of().formatHex(attribute.getValueByteArray()) : attribute.getValue();
        return Optional.of(id).filter(value -> !value.isBlank());
    }

    /** @param id as {@link #id} found it */
    DirectoryPerson person(Entry entry, String id) {
        String username = first(entry, properties.usernameAttribute());
        String name = first(entry, properties.nameAttribute());
        String email = first(entry, properties.emailAttribute());
        return new DirectoryPerson(
                id,
                username == null ? "" : username,
                name != null ? name : values(entry, "cn").findFirst().orElse(""),
                email,
                roles(entry));
    }

    private Set<String> roles(Entry entry) {
        Set<String> roles = new TreeSet<>();
        for (Map.Entry<String, String> role : properties.roles().entrySet()) {
            if (values(entry, properties.groupAttribute()).anyMatch(group -> isSame(group, role.getValue()))) {
                roles.add(role.getKey());
            }
        }
        return roles;
    }

    private boolean isBinary() {
        return properties.idAttribute().equalsIgnoreCase("objectGUID");
    }

    private static boolean isSame(String one, String other) {
        try {
            return DN.equals(one, other);
        } catch (LDAPException malformed) {
            return false;
        }
    }

    private static @Nullable String first(Entry entry, String attribute) {
        return values(entry, attribute).findFirst().orElse(null);
    }

    private static Stream<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null ? Stream.empty() : Stream.of(values);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
