package dev.latchkey.demo.security;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.oidc.session.InMemoryOidcSessionRegistry;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.session.HttpSessionEventPublisher;

/** Who may see what, and how one comes in and goes out. */
@Configuration(proxyBeanMethods = false)
class ClientSecurity {

    /** The management port, which has nothing but the actuator; the matcher matches nothing on the public one. */
    @Bean
    @Order(0)
    SecurityFilterChain managementPort(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(CsrfConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain healthSecurity(HttpSecurity http) throws Exception {
        return http.securityMatcher("/actuator/**")
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers("/actuator/health/liveness", "/actuator/health/readiness")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(CsrfConfigurer::disable)
                .headers(HeadersConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain browserSecurity(
            HttpSecurity http,
            ClientProperties client,
            AuthorizationServerProbe authorizationServer,
            AuthorizationRequests authorizationRequests,
            InterruptedRequests interrupted,
            ReturnToPageHandler returnToPage,
            SignInFailureHandler signInFailureHandler,
            ExpiredSessionHandler expiredSessionHandler,
            RefreshTokenRevocationHandler refreshTokenRevocation,
            SignOutSuccessHandler signOutSuccessHandler,
            OidcSessionRegistry signedIn,
            BrowserSessions sessions)
            throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/", "/sign-in/problem", "/sign-in/start", "/what-just-happened", "/error")
                        .permitAll()
                        .requestMatchers("/css/**", "/js/**", "/img/**", "/favicon.ico")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .headers(HeadersConfigurer::disable) // the package web writes them, on every answer
                .oauth2Login(signIn -> signIn.loginPage(ClientRegistrationConfiguration.SIGN_IN_PATH)
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(authorizationRequests))
                        .successHandler(returnToPage)
                        .failureHandler(signInFailureHandler))
                .addFilterBefore(
                        new SignInStartFilter(authorizationServer, interrupted, signInFailureHandler),
                        OAuth2AuthorizationRequestRedirectFilter.class)
                .addFilterBefore(
                        new AuthorizationResponseIssuerFilter(client.issuer().toString(), signInFailureHandler),
                        OAuth2LoginAuthenticationFilter.class)
                .logout(signOut ->
                        signOut.addLogoutHandler(refreshTokenRevocation).logoutSuccessHandler(signOutSuccessHandler))
                .oidcLogout(logout -> logout.backChannel(
                        backChannel -> backChannel.logoutHandler(new BackChannelLogoutHandler(signedIn, sessions))))
                .exceptionHandling(refused -> refused.accessDeniedHandler(expiredSessionHandler))
                .build();
    }

    /** Which session belongs to which sign-in; sessions and this registry live in the same memory. */
    @Bean
    OidcSessionRegistry signedInSessions() {
        return new InMemoryOidcSessionRegistry();
    }

    /** Keeps the registry in step with sessions that end or change their id. */
    @Bean
    HttpSessionEventPublisher httpSessionEventPublisher() {
        return new HttpSessionEventPublisher();
    }
}
