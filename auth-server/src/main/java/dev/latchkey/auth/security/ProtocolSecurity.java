package dev.latchkey.auth.security;

import dev.latchkey.auth.client.BrowserOrigins;
import dev.latchkey.auth.client.ClientAuthentication;
import dev.latchkey.auth.client.ClientCredentialsConverter;
import dev.latchkey.auth.device.DeviceAuthorizationRequests;
import dev.latchkey.auth.device.DeviceAuthorizationResponses;
import dev.latchkey.auth.dpop.DPoPHeaders;
import dev.latchkey.auth.dpop.DPoPNonces;
import dev.latchkey.auth.dpop.DPoPProofs;
import dev.latchkey.auth.token.AuthorizationCodeGrant;
import dev.latchkey.auth.token.ClientCredentialsGrant;
import dev.latchkey.auth.token.DeviceCodeGrant;
import dev.latchkey.auth.token.OwnTokens;
import dev.latchkey.auth.token.RefreshTokenGrant;
import dev.latchkey.auth.token.TokenExchangeGrant;
import dev.latchkey.auth.token.TokenIntrospection;
import dev.latchkey.auth.token.TokenRevocation;
import dev.latchkey.auth.web.Issuer;
import java.util.Arrays;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2DeviceAuthorizationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenIntrospectionEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2DeviceCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2TokenExchangeAuthenticationConverter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.CorsFilter;

/**
 * What clients call. The filters are the framework's; each has only the providers that are named here, so nothing of the
 * framework's own grants can answer in their place (docs/decisions/0006-framework-filters-own-grants.md).
 */
@Configuration(proxyBeanMethods = false)
class ProtocolSecurity {

    private static final String TOKEN = "/oauth2/token";
    private static final String INTROSPECT = "/oauth2/introspect";
    private static final String REVOKE = "/oauth2/revoke";
    private static final String DEVICE = "/oauth2/device_authorization";
    private static final String PUSH = "/oauth2/par";
    private static final String USER_INFO = "/userinfo";

    /** What {@link ClientRequestFilter} looks at first, and refuses in the words of OAuth. */
    static final RequestMatcher CLIENT_ENDPOINTS =
            new OrRequestMatcher(post(TOKEN), post(INTROSPECT), post(REVOKE), post(DEVICE), post(PUSH));

    @Bean
    @Order(1)
    SecurityFilterChain clientEndpoints(
            HttpSecurity http,
            ClientAuthentication clientAuthentication,
            AuthorizationCodeGrant authorizationCodeGrant,
            RefreshTokenGrant refreshTokenGrant,
            ClientCredentialsGrant clientCredentialsGrant,
            DeviceCodeGrant deviceCodeGrant,
            TokenExchangeGrant tokenExchangeGrant,
            DeviceAuthorizationRequests deviceRequests,
            DeviceAuthorizationResponses deviceResponses,
            TokenIntrospection introspection,
            TokenRevocation revocation,
            IntrospectionResponses introspectionResponses,
            BrowserOrigins origins,
            DPoPNonces nonces,
            ProtocolErrors errors) {
        OAuth2ClientAuthenticationFilter clientFilter =
                new OAuth2ClientAuthenticationFilter(only(clientAuthentication), CLIENT_ENDPOINTS);
        clientFilter.setAuthenticationConverter(new ClientCredentialsConverter());
        clientFilter.setAuthenticationFailureHandler(errors);

        OAuth2TokenEndpointFilter tokenFilter = new OAuth2TokenEndpointFilter(
                new ProviderManager(
                        authorizationCodeGrant,
                        refreshTokenGrant,
                        clientCredentialsGrant,
                        deviceCodeGrant,
                        tokenExchangeGrant),
                TOKEN);
        tokenFilter.setAuthenticationConverter(new DelegatingAuthenticationConverter(
                new OAuth2AuthorizationCodeAuthenticationConverter(),
                new OAuth2RefreshTokenAuthenticationConverter(),
                new OAuth2ClientCredentialsAuthenticationConverter(),
                new OAuth2DeviceCodeAuthenticationConverter(),
                new OAuth2TokenExchangeAuthenticationConverter()));
        tokenFilter.setAuthenticationDetailsSource(DPoPHeaders::new);
        tokenFilter.setAuthenticationFailureHandler(errors);

        OAuth2TokenIntrospectionEndpointFilter introspectionFilter =
                new OAuth2TokenIntrospectionEndpointFilter(only(introspection), INTROSPECT);
        introspectionFilter.setAuthenticationSuccessHandler(introspectionResponses);
        introspectionFilter.setAuthenticationFailureHandler(errors);

        OAuth2TokenRevocationEndpointFilter revocationFilter =
                new OAuth2TokenRevocationEndpointFilter(only(revocation), REVOKE);
        revocationFilter.setAuthenticationFailureHandler(errors);

        OAuth2DeviceAuthorizationEndpointFilter deviceFilter =
                new OAuth2DeviceAuthorizationEndpointFilter(only(deviceRequests), DEVICE);
        deviceFilter.setAuthenticationSuccessHandler(deviceResponses);
        deviceFilter.setAuthenticationFailureHandler(errors);

        stateless(http);
        http.securityMatcher(TOKEN, INTROSPECT, REVOKE, DEVICE, PUSH)
                .authorizeHttpRequests(requests -> requests.requestMatchers(CLIENT_ENDPOINTS)
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(errors))
                .addFilterBefore(forScripts(origins, TOKEN, REVOKE), CorsFilter.class)
                .addFilterBefore(new DPoPNonceFilter(nonces), AbstractPreAuthenticatedProcessingFilter.class)
                .addFilterBefore(new ClientRequestFilter(errors), AbstractPreAuthenticatedProcessingFilter.class)
                .addFilterAfter(clientFilter, AbstractPreAuthenticatedProcessingFilter.class)
                .addFilterAfter(tokenFilter, AuthorizationFilter.class)
                .addFilterAfter(introspectionFilter, AuthorizationFilter.class)
                .addFilterAfter(revocationFilter, AuthorizationFilter.class)
                .addFilterAfter(deviceFilter, AuthorizationFilter.class);
        return http.build();
    }

    /** User info: behind an access token of ours, and the proof of its key if it is bound to one. */
    @Bean
    @Order(2)
    SecurityFilterChain userInfo(
            HttpSecurity http,
            OwnTokens tokens,
            DPoPProofs proofs,
            DPoPNonces nonces,
            BrowserOrigins origins,
            Issuer issuer) {
        stateless(http);
        http.securityMatcher(USER_INFO)
                .addFilterBefore(forScripts(origins, USER_INFO), CorsFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                        (request, response, failure) -> AccessTokenFilter.challenge(response)))
                .addFilterBefore(new DPoPNonceFilter(nonces), AuthorizationFilter.class)
                .addFilterBefore(
                        new AccessTokenFilter(tokens, proofs, issuer.url("/userinfo")), AuthorizationFilter.class);
        return http.build();
    }

    /** Registration: behind tokens of its own, which the controller asks for. */
    @Bean
    @Order(5)
    SecurityFilterChain registration(HttpSecurity http) {
        stateless(http);
        http.securityMatcher("/connect/register", "/connect/register/*")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }

    /** Sign-up by programs: looks at no cookie, so there is nothing that another site could make a browser do. */
    @Bean
    @Order(2)
    SecurityFilterChain signUpApi(HttpSecurity http) {
        stateless(http);
        http.securityMatcher("/api/accounts", "/api/accounts/challenge", "/api/accounts/verification")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }

    /** The management port, which is reached by whom the operator lets reach it; on the public port this matches nothing. */
    @Bean
    @Order(0)
    static SecurityFilterChain management() {
        return new DefaultSecurityFilterChain(
                new OrRequestMatcher(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks()));
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
                paths.matcher("/api/admin/openapi.json"),
                paths.matcher("/actuator/health/**"),
                paths.matcher("/robots.txt"),
                paths.matcher("/css/**"),
                paths.matcher("/js/**"),
                paths.matcher("/img/**"),
                paths.matcher("/images/**")));
    }

    /** The framework's, with a quicker look at the values of headers. */
    @Bean
    static HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(HeaderValues::isAllowed);
        return firewall;
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

    private static BrowserOriginFilter forScripts(BrowserOrigins origins, String... paths) {
        return new BrowserOriginFilter(
                origins,
                new OrRequestMatcher(Arrays.stream(paths)
                        .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                        .toList()));
    }

    private static AuthenticationManager only(AuthenticationProvider provider) {
        return new ProviderManager(provider);
    }

    private static RequestMatcher post(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
    }
}
