package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Gives the refresh token back at sign-out. It was asked for with {@code offline_access}, so it outlives the session at
 * the authorization server; nobody will use it any more.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009</a>
 */
@Component
class RefreshTokenRevocationHandler implements LogoutHandler {

    private static final Logger log = LoggerFactory.getLogger(RefreshTokenRevocationHandler.class);

    private final OAuth2AuthorizedClientRepository authorizedClients;

    private final ClientProperties client;

    private final RestClient http;

    RefreshTokenRevocationHandler(
            OAuth2AuthorizedClientRepository authorizedClients, ClientProperties client, RestClient.Builder http) {
        this.authorizedClients = authorizedClients;
        this.client = client;
        this.http = http.build();
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication == null) {
            return;
        }
        OAuth2AuthorizedClient authorized = authorizedClients.loadAuthorizedClient(
                ClientRegistrationConfiguration.REGISTRATION_ID, authentication, request);
        if (authorized != null && authorized.getRefreshToken() != null) {
            revoke(authorized.getRefreshToken().getTokenValue());
        }
    }

    private void revoke(String refreshToken) {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("token", refreshToken);
        form.add("token_type_hint", "refresh_token");
        try {
            http.post()
                    .uri(client.endpoint("/oauth2/revoke"))
                    .headers(headers -> headers.setBasicAuth(client.clientId(), client.clientSecret()))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(form)
                    .retrieve()
                    .toBodilessEntity();
        } catch (RestClientException refused) {
            log.warn("The refresh token could not be revoked, it will expire: {}", refused.getMessage());
        }
    }
}
