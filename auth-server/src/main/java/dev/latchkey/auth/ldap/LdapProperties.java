package dev.latchkey.auth.ldap;

import com.unboundid.ldap.sdk.LDAPURL;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The directory that checks passwords. Nothing here is looked at without a {@code url}.
 *
 * @param url {@code ldaps://host:636}, or {@code ldap://host:389} with {@code startTls}; without either only on the loopback
 * @param title what people call it: {@code Example Company}
 * @param trustedCertificates a PEM file with the authorities that its certificate may be of; empty for those of the platform
 * @param baseDn below which people are looked for; with it people are noted, so that another directory lets in nobody else's
 * @param bindDn who looks for them; empty for nobody in particular, if the directory allows that
 * @param userFilter how they are found, with {@code {0}} for what was typed; empty for the usual one
 * @param activeDirectoryDomain that of an Active Directory; empty for another directory
 * @param idAttribute what never changes; empty for the usual one
 * @param usernameAttribute what they are called; empty for the usual one
 * @param groupAttribute the attribute of a person that has the names of their groups
 * @param roles the group that means a role here, by role
 * @param assignableRoles which roles may come from groups at all; {@code ADMIN} only if it is named
 * @param passwordUrl where people change their password; empty if there is no such page
 * @param connectTimeout for the connection, TLS included
 * @param timeout for everything that is asked while somebody waits
 * @param concurrency how many people may be waited with at once
 */
@ConfigurationProperties("latchkey.ldap")
public record LdapProperties(
        @DefaultValue("") String url,
        @DefaultValue("Directory") String title,
        @DefaultValue("false") boolean startTls,
        @DefaultValue("") String trustedCertificates,
        @DefaultValue("") String baseDn,
        @DefaultValue("") String bindDn,
        @DefaultValue("") String bindPassword,
        @DefaultValue("") String userFilter,
        @DefaultValue("") String activeDirectoryDomain,
        @DefaultValue("") String idAttribute,
        @DefaultValue("") String usernameAttribute,
        @DefaultValue("displayName") String nameAttribute,
        @DefaultValue("mail") String emailAttribute,
        @DefaultValue("memberOf") String groupAttribute,
        @DefaultValue Map<String, String> roles,
        @DefaultValue Set<String> assignableRoles,
        @DefaultValue("") String passwordUrl,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("4s") Duration timeout,
        @DefaultValue("8") int concurrency) {

    public LdapProperties {
        boolean isActiveDirectory = !activeDirectoryDomain.isEmpty();
        idAttribute = idAttribute.isEmpty() ? (isActiveDirectory ? "objectGUID" : "entryUUID") : idAttribute;
        usernameAttribute =
                usernameAttribute.isEmpty() ? (isActiveDirectory ? "sAMAccountName" : "uid") : usernameAttribute;
        if (userFilter.isEmpty()) {
            userFilter = isActiveDirectory
                    ? "(&(objectCategory=person)(objectClass=user)(|(sAMAccountName={0})(userPrincipalName={0})(userPrincipalName={0}@"
                            + LdapRules.escaped(activeDirectoryDomain) + ")))"
                    : "(uid={0})";
        }
        // An environment variable has no capital letters of its own.
        roles = roles.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        role -> role.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
        assignableRoles = Set.copyOf(assignableRoles);
        if (!url.isEmpty()) {
            LdapRules.requireUsable(url, startTls, baseDn, userFilter);
            LdapRules.requireLimits(timeout, connectTimeout, concurrency);
            LdapRules.requireAssignable(roles, assignableRoles);
        }
    }

    public boolean isThere() {
        return !url.isEmpty();
    }

    /** By which identities are told from those of another directory. */
    public String issuer() {
        return "ldap:" + baseDn;
    }

    LDAPURL address() {
        return LdapRules.parsed(url);
    }

    boolean isTls() {
        return address().getScheme().equals("ldaps");
    }

    @Override
    public String toString() {
        return "LdapProperties[" + url + "]";
    }
}
