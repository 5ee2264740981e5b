package dev.latchkey.auth.bootstrap;

import java.util.List;

/**
 * A provider through which people may sign in, as the operator declares it.
 *
 * @param name in addresses: {@code google}
 * @param title on the button: {@code Google}
 * @param type {@code oidc}
 * @param clientSecret in clear
 */
public record ImportedIdentityProvider(
        String name,
        String title,
        String type,
        String issuer,
        String clientId,
        String clientSecret,
        List<String> scopes) {

    /** Without the secret: this ends in logs. */
    @Override
    public String toString() {
        return "ImportedIdentityProvider[" + name + "]";
    }
}
