package dev.latchkey.auth.federation;

import dev.latchkey.auth.ldap.Directory;
import dev.latchkey.auth.ldap.DirectoryPerson;
import dev.latchkey.auth.ldap.DirectoryUnavailableException;
import dev.latchkey.auth.ldap.LdapProperties;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who the directory says that somebody is: an identity like that of any other provider, by the id that the directory never changes. */
@Component
class DirectoryVisits {

    /** Of the provider. */
    static final String NAME = "directory";

    private final LdapProperties properties;
    private final ObjectProvider<Directory> directory;
    private final Providers providers;

    DirectoryVisits(LdapProperties properties, ObjectProvider<Directory> directory, Providers providers) {
        this.properties = properties;
        this.directory = directory;
        this.providers = providers;
    }

    /** Somebody whose password the directory knows. */
    record Visit(Provider provider, UpstreamIdentity identity, DirectoryPerson person) {}

    /** Nothing if there is no directory that lets people in. */
    Optional<Provider> provider() {
        return properties.isThere()
                ? providers.byName(NAME).filter(one -> one.isOpen() && one.kind() == ProviderKind.LDAP)
                : Optional.empty();
    }

    /** @return nobody if the name or the password is wrong */
    Optional<Visit> of(Provider provider, String name, String password) throws DirectoryUnavailableException {
        return directory
                .getObject()
                .authenticate(name, password)
                .map(person -> new Visit(provider, identity(person), person));
    }

    private UpstreamIdentity identity(DirectoryPerson person) {
        return new UpstreamIdentity(
                properties.issuer(),
                person.id(),
                person.email(),
                true, // as with SAML: whether addresses of it are believed is said of the provider
                person.username(),
                person.name(),
                null,
                false,
                null);
    }
}
