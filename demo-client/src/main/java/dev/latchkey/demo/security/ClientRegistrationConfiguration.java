package dev.latchkey.demo.security;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;

/**
 * The registration of this client.
 *
 * <p>The endpoints are written down instead of discovered, because discovery happens at the start: an application that
 * discovers cannot start while the authorization server is away. The issuer is set nevertheless, without it neither the
 * {@code iss} of ID tokens nor logout tokens would be checked.
 */
@Configuration(proxyBeanMethods = false)
class ClientRegistrationConfiguration {

    static final String REGISTRATION_ID = "latchkey";

    static final String SIGN_IN_PATH = "/oauth2/authorization/" + REGISTRATION_ID;

    @Bean
    ClientRegistration clientRegistration(ClientProperties client) {
        return ClientRegistration.withRegistrationId(REGISTRATION_ID)
                .clientId(client.clientId())
                .clientSecret(client.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                // RFC 9700 §2.1.1: PKCE for confidential clients as well
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .scope("openid", "profile", "email", "notes:read", "notes:write", "offline_access")
                .issuerUri(client.issuer().toString())
                .authorizationUri(client.endpoint("/oauth2/authorize"))
                .tokenUri(client.endpoint("/oauth2/token"))
                .jwkSetUri(client.endpoint("/oauth2/jwks"))
                .userInfoUri(client.endpoint("/userinfo"))
                .userNameAttributeName(IdTokenClaimNames.SUB)
                .providerConfigurationMetadata(Map.of(
                        "end_session_endpoint", client.endpoint("/connect/logout"),
                        "revocation_endpoint", client.endpoint("/oauth2/revoke")))
                .build();
    }

    @Bean
    ClientRegistrationRepository clientRegistrations(ClientRegistration registration) {
        return new InMemoryClientRegistrationRepository(registration);
    }
}
