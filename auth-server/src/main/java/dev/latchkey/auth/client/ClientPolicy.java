package dev.latchkey.auth.client;

import org.jspecify.annotations.Nullable;

/**
 * What only an operator decides about a client, kept apart from what the client says of itself.
 *
 * @param tokenExchange null without the token-exchange grant
 */
public record ClientPolicy(
        TokenLifetimes lifetimes, @Nullable TokenExchangePolicy tokenExchange) {

    public static final ClientPolicy ORDINARY = new ClientPolicy(TokenLifetimes.OF_THE_INSTALLATION, null);
}
