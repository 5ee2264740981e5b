package dev.latchkey.auth.client;

import dev.latchkey.auth.key.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import tools.jackson.databind.json.JsonMapper;

/** A client as it is stored, and how it becomes a {@link Client}. */
record ClientRow(
        UUID id,
        String clientId,
        ClientMetadata metadata,
        ClientPolicy policy,
        boolean trusted,
        boolean enabled,
        Instant createdAt,
        List<StoredClientSecret> secrets) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Set<String> KEPT_AS_GIVEN =
            Set.of(ClientMetadataNames.SOFTWARE_ID, ClientMetadataNames.SOFTWARE_VERSION);

    Client toClient() {
        return new Client(
                id,
                clientId,
                name(),
                ApplicationType.valueOf(metadata.applicationType().toUpperCase(Locale.ROOT)),
                authenticationMethod(),
                metadata.texts(ClientMetadataNames.REDIRECT_URIS),
                metadata.texts(ClientMetadataNames.POST_LOGOUT_REDIRECT_URIS),
                grantTypes(),
                new LinkedHashSet<>(metadata.scopes()),
                trusted,
                policy,
                idTokenAlgorithm(),
                userInfoAlgorithm(),
                SubjectRules.sectorOf(metadata),
                metadata.text(ClientMetadataNames.TOKEN_ENDPOINT_AUTH_SIGNING_ALG),
                metadata.flag(ClientMetadataNames.DPOP_BOUND_ACCESS_TOKENS),
                metadata.flag(ClientMetadataNames.REQUIRE_PUSHED_AUTHORIZATION_REQUESTS),
                metadata.flag(ClientMetadataNames.REQUIRE_AUTH_TIME),
                metadata.text(ClientMetadataNames.CLIENT_URI),
                metadata.text(ClientMetadataNames.LOGO_URI),
                metadata.text(ClientMetadataNames.POLICY_URI),
                metadata.text(ClientMetadataNames.TOS_URI),
                metadata.text(ClientMetadataNames.BACKCHANNEL_LOGOUT_URI),
                metadata.flag(ClientMetadataNames.BACKCHANNEL_LOGOUT_SESSION_REQUIRED),
                metadata.text(ClientMetadataNames.INITIATE_LOGIN_URI),
                metadata.texts(ClientMetadataNames.CONTACTS),
                jwks(),
                metadata.text(ClientMetadataNames.JWKS_URI),
                metadata.texts(ClientMetadataNames.DEFAULT_ACR_VALUES),
                metadata.number(ClientMetadataNames.DEFAULT_MAX_AGE),
                List.copyOf(secrets),
                otherMetadata(),
                enabled,
                createdAt,
                registeredClient());
    }

    private String name() {
        return metadata.text(ClientMetadataNames.CLIENT_NAME, clientId);
    }

    private ClientAuthenticationMethod authenticationMethod() {
        return new ClientAuthenticationMethod(metadata.authenticationMethod());
    }

    private Set<AuthorizationGrantType> grantTypes() {
        return metadata.grantTypes().stream()
                .map(AuthorizationGrantType::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private SigningAlgorithm idTokenAlgorithm() {
        return SigningAlgorithm.named(metadata.idTokenAlgorithm()).orElseThrow();
    }

    private @Nullable SigningAlgorithm userInfoAlgorithm() {
        String name = metadata.userInfoAlgorithm();
        return name == null ? null : SigningAlgorithm.named(name).orElseThrow();
    }

    private @Nullable String jwks() {
        Map<?, ?> jwks = metadata.object(ClientMetadataNames.JWKS);
        return jwks == null ? null : JSON.writeValueAsString(jwks);
    }

    private Map<String, Object> otherMetadata() {
        Map<String, Object> other = new LinkedHashMap<>(metadata.values());
        other.keySet().removeIf(key -> !KEPT_AS_GIVEN.contains(key) && !ClientMetadataNames.isInALanguage(key));
        return other;
    }

    private RegisteredClient registeredClient() {
        return RegisteredClient.withId(id.toString())
                .clientId(clientId)
                .clientIdIssuedAt(createdAt)
                .clientName(name())
                .clientAuthenticationMethod(authenticationMethod())
                .authorizationGrantTypes(types -> types.addAll(grantTypes()))
                .redirectUris(uris -> uris.addAll(metadata.texts(ClientMetadataNames.REDIRECT_URIS)))
                .postLogoutRedirectUris(
                        uris -> uris.addAll(metadata.texts(ClientMetadataNames.POST_LOGOUT_REDIRECT_URIS)))
                .scopes(scopes -> scopes.addAll(metadata.scopes()))
                .clientSettings(clientSettings())
                .tokenSettings(tokenSettings())
                .build();
    }

    private ClientSettings clientSettings() {
        return ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(!trusted)
                .build();
    }

    private TokenSettings tokenSettings() {
        TokenSettings.Builder settings = TokenSettings.builder().reuseRefreshTokens(false);
        TokenLifetimes lifetimes = policy.lifetimes();
        ifPresent(lifetimes.code(), (Consumer<Duration>) settings::authorizationCodeTimeToLive);
        ifPresent(lifetimes.accessToken(), (Consumer<Duration>) settings::accessTokenTimeToLive);
        ifPresent(lifetimes.refreshTokenIdle(), (Consumer<Duration>) settings::refreshTokenTimeToLive);
        return settings.build();
    }

    private static <T> void ifPresent(@Nullable T value, Consumer<T> setting) {
        if (value != null) {
            setting.accept(value);
        }
    }
}
