package dev.latchkey.auth.client;

import dev.latchkey.auth.key.SigningAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * A registered application, as it passed the registration rules.
 *
 * @param trusted first party: people are not asked for consent
 * @param policy what only the operator decides, beside {@code trusted}
 * @param userInfoAlgorithm what its user info is signed with; null for plain JSON
 * @param sector whose clients share its pairwise subjects (OpenID Connect Core §8.1); null for public subjects
 * @param authenticationAlgorithm the only one accepted of its assertions; null for any supported one
 * @param jwks the client's own public keys, as JSON
 * @param defaultMaxAge in seconds
 * @param otherMetadata registered names that change nothing here, kept as given ({@code software_id}, names by language)
 * @param registeredClient the form in which Spring Security carries a client. It has no secret: secrets are checked by
 *     {@link ClientSecrets}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591, section 2</a>
 */
public record Client(
        UUID id,
        String clientId,
        String name,
        ApplicationType applicationType,
        ClientAuthenticationMethod authenticationMethod,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        Set<AuthorizationGrantType> grantTypes,
        Set<String> scopes,
        boolean trusted,
        ClientPolicy policy,
        SigningAlgorithm idTokenAlgorithm,
        @Nullable SigningAlgorithm userInfoAlgorithm,
        @Nullable String sector,
        @Nullable String authenticationAlgorithm,
        boolean dpopBoundAccessTokens,
        boolean requirePushedAuthorizationRequests,
        boolean requireAuthTime,
        @Nullable String clientUri,
        @Nullable String logoUri,
        @Nullable String policyUri,
        @Nullable String tosUri,
        @Nullable String backchannelLogoutUri,
        boolean backchannelLogoutSessionRequired,
        @Nullable String initiateLoginUri,
        List<String> contacts,
        @Nullable String jwks,
        @Nullable String jwksUri,
        List<String> defaultAcrValues,
        @Nullable Long defaultMaxAge,
        List<StoredClientSecret> secrets,
        Map<String, Object> otherMetadata,
        boolean enabled,
        Instant createdAt,
        RegisteredClient registeredClient) {

    /** How long what it gets is good for, where that differs from the installation. */
    public TokenLifetimes lifetimes() {
        return policy.lifetimes();
    }

    /** Whether it cannot keep a secret: a browser application or one on a person's device. */
    public boolean isPublic() {
        return ClientAuthenticationMethod.NONE.equals(authenticationMethod);
    }
}
