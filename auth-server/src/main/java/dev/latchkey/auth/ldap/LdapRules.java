package dev.latchkey.auth.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a configured directory has to be like. Apart from the properties, so that nothing is loaded for them where there is none. */
final class LdapRules {

    private static final Duration LONGEST = Duration.ofMillis(4500);
    private static final String PLACE = "{0}";

    private LdapRules() {}

    static String escaped(String value) {
        return Filter.encodeValue(value);
    }

    static void requireUsable(String url, boolean startTls, String baseDn, String userFilter) {
        LDAPURL address = parsed(url);
        boolean secret = address.getScheme().equals("ldaps") || startTls || isLoopback(address.getHost());
        require(secret, "url is not ldaps:, and start-tls is off: passwords would be readable on the way");
        require(!(startTls && address.getScheme().equals("ldaps")), "start-tls is for ldap:, not for ldaps:");
        require(!baseDn.isEmpty() && DN.isValidDN(baseDn), "base-dn is missing or no distinguished name");
        require(userFilter.contains(PLACE), "user-filter has no {0} for what was typed");
        try {
            Filter.create(userFilter.replace(PLACE, "x"));
        } catch (LDAPException malformed) {
            throw new IllegalArgumentException("latchkey.ldap.user-filter is no filter", malformed);
        }
    }

    static void requireLimits(Duration timeout, Duration connectTimeout, int concurrency) {
        require(isBetween(timeout, LONGEST), "timeout is longer than nothing and at most 4.5 seconds");
        require(isBetween(connectTimeout, timeout), "connect-timeout is longer than nothing and at most the timeout");
        require(concurrency > 0 && concurrency <= 100, "concurrency is between 1 and 100");
    }

    static void requireAssignable(Map<String, String> roles, Set<String> assignable) {
        roles.forEach((role, group) -> {
            require(assignable.contains(role), "roles names " + role + ", which assignable-roles does not");
            require(DN.isValidDN(group), "roles." + role + " is no distinguished name");
        });
    }

    static LDAPURL parsed(String url) {
        try {
            LDAPURL address = new LDAPURL(url);
            require(
                    Set.of("ldap", "ldaps").contains(address.getScheme()) && address.hostProvided(),
                    "url is neither ldap://host nor ldaps://host");
            return address;
        } catch (LDAPException malformed) {
            throw new IllegalArgumentException("latchkey.ldap.url cannot be read", malformed);
        }
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && Set.of("localhost", "127.0.0.1", "::1", "[::1]").contains(host);
    }

    private static boolean isBetween(Duration duration, Duration most) {
        return !duration.isNegative() && !duration.isZero() && duration.compareTo(most) <= 0;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("latchkey.ldap: " + otherwise);
        }
    }
}
