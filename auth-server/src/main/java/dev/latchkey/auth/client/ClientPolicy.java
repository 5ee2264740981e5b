package dev.latchkey.auth.client;

import org.jspecify.annotations.Nullable;

/**
 * What only an operator decides about a client, kept apart from what the client says of itself.
 *
 * @param tokenExchange null without the token-exchange grant
 * @param pkceRequired whether it must use PKCE although it has a credential; null leaves it to the installation
 * @param deviceSensitiveScopes whether the device grant may give sensitive scopes too; null for no
 */
public record ClientPolicy(
        TokenLifetimes lifetimes,
        @Nullable TokenExchangePolicy tokenExchange,
        @Nullable Boolean pkceRequired,
        @Nullable Boolean deviceSensitiveScopes) {

    public static final ClientPolicy ORDINARY = new ClientPolicy(TokenLifetimes.OF_THE_INSTALLATION, null, null, null);

    /** Whether a device of this client may be given sensitive scopes. */
    public boolean givesSensitiveScopesToDevices() {
        return Boolean.TRUE.equals(deviceSensitiveScopes);
    }
}
