package dev.latchkey.auth.security;

import dev.latchkey.auth.client.ClientAuthentication;
import dev.latchkey.auth.client.ClientCredentialsConverter;
import dev.latchkey.auth.token.AuthorizationCodeGrant;
import dev.latchkey.auth.token.ClientCredentialsGrant;
import dev.latchkey.auth.token.OwnTokens;
import dev.latchkey.auth.token.RefreshTokenGrant;
import dev.latchkey.auth.token.TokenIntrospection;
import dev.latchkey.auth.token.TokenRevocation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenIntrospectionEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What clients call. The filters are the framework's; each has only the providers that are named here, so nothing of the
 * framework's own grants can answer in their place (docs/decisions/0006-framework-filters-own-grants.md).
 */
@Configuration(proxyBeanMethods = false)
class ProtocolSecurity {

    private static final String TOKEN = "/oauth2/token";
    private static final String INTROSPECT = "/oauth2/introspect";
    private static final String REVOKE = "/oauth2/revoke";

    @Bean
    @Order(1)
    SecurityFilterChain clientEndpoints(
            HttpSecurity http,
            ClientAuthentication clientAuthentication,
            AuthorizationCodeGrant authorizationCodeGrant,
            RefreshTokenGrant refreshTokenGrant,
            ClientCredentialsGrant clientCredentialsGrant,
            TokenIntrospection introspection,
            TokenRevocation revocation,
            ProtocolErrors errors) {
        RequestMatcher endpoints = new OrRequestMatcher(post(TOKEN), post(INTROSPECT), post(REVOKE));

        OAuth2ClientAuthenticationFilter clientFilter =
                new OAuth2ClientAuthenticationFilter(only(clientAuthentication), endpoints);
        clientFilter.setAuthenticationConverter(new ClientCredentialsConverter());
        clientFilter.setAuthenticationFailureHandler(errors);

        OAuth2TokenEndpointFilter tokenFilter = new OAuth2TokenEndpointFilter(
                new ProviderManager(authorizationCodeGrant, refreshTokenGrant, clientCredentialsGrant), TOKEN);
        tokenFilter.setAuthenticationConverter(new DelegatingAuthenticationConverter(
                new OAuth2AuthorizationCodeAuthenticationConverter(),
                new OAuth2RefreshTokenAuthenticationConverter(),
                new OAuth2ClientCredentialsAuthenticationConverter()));
        tokenFilter.setAuthenticationFailureHandler(errors);

        OAuth2TokenIntrospectionEndpointFilter introspectionFilter =
                new OAuth2TokenIntrospectionEndpointFilter(only(introspection), INTROSPECT);
        introspectionFilter.setAuthenticationFailureHandler(errors);

        OAuth2TokenRevocationEndpointFilter revocationFilter =
                new OAuth2TokenRevocationEndpointFilter(only(revocation), REVOKE);
        revocationFilter.setAuthenticationFailureHandler(errors);

        stateless(http);
        http.securityMatcher(TOKEN, INTROSPECT, REVOKE)
                .authorizeHttpRequests(requests -> requests.requestMatchers(endpoints)
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(errors))
                .addFilterBefore(new ClientRequestFilter(errors), AbstractPreAuthenticatedProcessingFilter.class)
                .addFilterAfter(clientFilter, AbstractPreAuthenticatedProcessingFilter.class)
                .addFilterAfter(tokenFilter, AuthorizationFilter.class)
                .addFilterAfter(introspectionFilter, AuthorizationFilter.class)
                .addFilterAfter(revocationFilter, AuthorizationFilter.class);
        return http.build();
    }

    /** User info: behind an access token of ours. */
    @Bean
    @Order(2)
    SecurityFilterChain userInfo(HttpSecurity http, OwnTokens tokens) {
        stateless(http);
        http.securityMatcher("/userinfo")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(inHeaderOrForm())
                        .jwt(jwt -> jwt.decoder(tokens))
                        .authenticationEntryPoint(ProtocolSecurity::challenge));
        return http.build();
    }

    /**
     * RFC 6750 §3: no error code for a request without a token. The framework's own challenge names a metadata document after
     * the Host header of the request.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, section 3.1</a>: 400 for a malformed request
     */
    private static void challenge(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        HttpStatus status = failure instanceof OAuth2AuthenticationException refused
                        && refused.getError() instanceof BearerTokenError error
                ? error.getHttpStatus()
                : HttpStatus.UNAUTHORIZED;
        response.setStatus(status.value());
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                failure instanceof OAuth2AuthenticationException refused
                        ? "Bearer error=\"" + refused.getError().getErrorCode() + "\""
                        : "Bearer");
    }

    /** RFC 6750 §2.1 and §2.2; never in the query, which ends in logs (§5.3). */
    private static BearerTokenResolver inHeaderOrForm() {
        DefaultBearerTokenResolver resolver = new DefaultBearerTokenResolver();
        resolver.setAllowFormEncodedBodyParameter(true);
        return resolver;
    }

    /** What everybody may read: behind the firewall, and behind no filter, because there is nothing to decide. */
    @Bean
    @Order(3)
    static SecurityFilterChain published() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return new DefaultSecurityFilterChain(new OrRequestMatcher(
                paths.matcher("/oauth2/jwks"),
                paths.matcher("/oauth2/status-lists/*"),
                paths.matcher("/.well-known/**"),
                paths.matcher("/actuator/health/**"),
                paths.matcher("/css/**"),
                paths.matcher("/js/**"),
                paths.matcher("/img/**")));
    }

    /** A span for each of a dozen filters costs more than what most of them do. Requests themselves are measured. */
    @Bean
    static SecurityObservationSettings noObservationOfSingleFilters() {
        return SecurityObservationSettings.noObservations();
    }

    private static void stateless(HttpSecurity http) {
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }

    private static AuthenticationManager only(AuthenticationProvider provider) {
        return new ProviderManager(provider);
    }

    private static RequestMatcher post(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
    }
}
