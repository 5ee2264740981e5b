package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an installation asks of authorization requests.
 *
 * @param pkceRequired whether clients with a credential must use PKCE too; those without one always must (RFC 9700 §2.1.1)
 */
@ConfigurationProperties("latchkey.authorization")
record AuthorizationProperties(@DefaultValue("true") boolean pkceRequired) {

    boolean requirePkceOf(Client client) {
        Boolean own = client.policy().pkceRequired();
        return client.isPublic() || (own == null ? pkceRequired : own);
    }
}
