package dev.latchkey.auth.clientregistration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may register applications at {@code /connect/register}.
 *
 * @param access nobody, whoever has an initial access token, or everybody
 * @param most so many applications may be registered there at once
 * @param unusedAfter a registration that nobody has used for so long after its last change is deleted
 * @param ignoreRequestUris whether {@code request_uris} is left out of a registration (RFC 7591 §3.2.1) instead of refusing
 *     it. Requests by reference are refused by name in either case
 * @param initialAccessTokens tokens that exist from the start
 */
@ConfigurationProperties("latchkey.client.registration")
public record RegistrationProperties(
        @DefaultValue("closed") Access access,
        @DefaultValue("1000") int most,
        @DefaultValue("30d") Duration unusedAfter,
        @DefaultValue("false") boolean ignoreRequestUris,
        @DefaultValue List<DeclaredToken> initialAccessTokens) {

    private static final int SHORTEST_TOKEN = 32;

    /** Who may register. */
    public enum Access {
        CLOSED,
        INITIAL_ACCESS_TOKEN,
        OPEN
    }

    /**
     * A token that the operator hands out.
     *
     * @param value at least 32 random characters
     * @param uses how many applications can be registered with it
     * @param scopes what they may ask for at most; none named stands for all that is not sensitive
     * @param redirectHosts where they may be; none named stands for anywhere
     */
    record DeclaredToken(
            String value,
            @DefaultValue("1") int uses,
            @Nullable Instant expiresAt,
            @DefaultValue List<String> scopes,
            @DefaultValue List<String> redirectHosts) {

        /** Without the value: this ends in logs. */
        @Override
        public String toString() {
            return "DeclaredToken[uses=" + uses + ", expiresAt=" + expiresAt + "]";
        }
    }

    public RegistrationProperties {
        if (most < 1 || unusedAfter.toHours() < 1) {
            throw new IllegalArgumentException(
                    "latchkey.client.registration: most is at least 1, and unused-after at least an hour");
        }
        if (initialAccessTokens.stream().anyMatch(token -> token.value().length() < SHORTEST_TOKEN)) {
            throw new IllegalArgumentException(
                    "latchkey.client.registration.initial-access-tokens: a value has at least " + SHORTEST_TOKEN
                            + " random characters");
        }
    }

    /** Whether there is a registration endpoint at all. */
    public boolean isOffered() {
        return access != Access.CLOSED;
    }
}
