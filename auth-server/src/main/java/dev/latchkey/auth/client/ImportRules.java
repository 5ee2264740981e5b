package dev.latchkey.auth.client;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an operator's declaration must get right beside the metadata. The paths are the names of the bootstrap file. */
final class ImportRules {

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,99}");

    /** The subject of a client's own token is its client_id: it must not be taken for an account. */
    private static final Pattern ACCOUNT_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Duration LONGEST_CODE = Duration.ofMinutes(10); // RFC 6749, section 4.1.2
    private static final Duration LONGEST_ACCESS_TOKEN = Duration.ofDays(1);
    private static final Duration LONGEST_REFRESH = Duration.ofDays(366);

    private ImportRules() {}

    /** Whether anything could be registered under this name; what else is sent as one needs no look into the tables. */
    static boolean isClientId(String text) {
        return CLIENT_ID.matcher(text).matches();
    }

    static void check(ImportedClient client) {
        requireClientId(client.clientId());
        requireSecret(client);
        requireLifetimes(client.policy().lifetimes());
        requirePkceOfPublicClients(client);
        if (client.policy().tokenExchange() != null
                && !new ClientMetadata(client.metadata()).grantTypes().contains(GrantRules.TOKEN_EXCHANGE)) {
            throw new InvalidClientMetadataException(
                    "token_exchange", "is for the grant " + GrantRules.TOKEN_EXCHANGE + " only");
        }
    }

    private static void requirePkceOfPublicClients(ImportedClient client) {
        if (Boolean.FALSE.equals(client.policy().pkceRequired())
                && new ClientMetadata(client.metadata()).authenticationMethod().equals("none")) {
            throw new InvalidClientMetadataException(
                    "pkce_required", "is false for a client without a credential, which nothing else protects");
        }
    }

    private static void requireClientId(String clientId) {
        if (!isClientId(clientId)) {
            throw new InvalidClientMetadataException(
                    "client_id", "is not made of up to 100 letters, digits, '.', '_', '~' and '-'");
        }
        if (ACCOUNT_ID.matcher(clientId).matches()) {
            throw new InvalidClientMetadataException("client_id", "is a UUID, as the ids of accounts are");
        }
    }

    private static void requireSecret(ImportedClient client) {
        ClientMetadata metadata = new ClientMetadata(client.metadata());
        boolean needed = AuthenticationRules.needsSecret(metadata);
        if (needed == (client.secret() == null)) {
            throw new InvalidClientMetadataException(
                    "client_secret",
                    (needed ? "is missing for " : "is not used by ") + metadata.authenticationMethod());
        }
        if (client.secret() != null
                && (client.secret().isEmpty() || client.secret().length() > ClientSecrets.LONGEST)) {
            throw new InvalidClientMetadataException(
                    "client_secret", "is empty or longer than " + ClientSecrets.LONGEST + " characters");
        }
    }

    private static void requireLifetimes(TokenLifetimes lifetimes) {
        requireWithin("authorization_code_ttl", lifetimes.code(), LONGEST_CODE);
        requireWithin("access_token_ttl", lifetimes.accessToken(), LONGEST_ACCESS_TOKEN);
        requireWithin("refresh_token_idle_ttl", lifetimes.refreshTokenIdle(), LONGEST_REFRESH);
        requireWithin("refresh_token_absolute_ttl", lifetimes.refreshTokenAbsolute(), LONGEST_REFRESH);
        Duration idle = lifetimes.refreshTokenIdle();
        Duration absolute = lifetimes.refreshTokenAbsolute();
        if (idle != null && absolute != null && idle.compareTo(absolute) > 0) {
            throw new InvalidClientMetadataException(
                    "refresh_token_idle_ttl", "is longer than refresh_token_absolute_ttl");
        }
    }

    private static void requireWithin(String path, @Nullable Duration lifetime, Duration longest) {
        if (lifetime != null && (lifetime.toSeconds() < 1 || lifetime.compareTo(longest) > 0)) {
            throw new InvalidClientMetadataException(path, "is not between 1 second and " + longest);
        }
    }
}
