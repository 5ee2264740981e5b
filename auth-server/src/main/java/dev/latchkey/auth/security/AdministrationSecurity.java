package dev.latchkey.auth.security;

import dev.latchkey.auth.administration.AdministrationApi;
import dev.latchkey.auth.administration.ApiCallers;
import dev.latchkey.auth.token.OwnTokens;
import dev.latchkey.auth.web.Issuer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/**
 * In front of the API for programs that administer. Nothing that a browser sends unasked is a credential here: no cookie is
 * read, so there is no session and nothing for a forged form to use.
 */
@Configuration(proxyBeanMethods = false)
class AdministrationSecurity {

    @Bean
    @Order(4)
    SecurityFilterChain administrationEndpoints(
            HttpSecurity http, OwnTokens tokens, ApiCallers callers, Issuer issuer, JsonMapper json) {
        AdministrationChallenges challenges = new AdministrationChallenges(issuer, json);
        http.securityMatcher(AdministrationApi.PATH, AdministrationApi.PATH + "/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(AdministrationRefusal.unlessAllowed()))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(challenges).accessDeniedHandler(challenges))
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new DefaultBearerTokenResolver())
                        .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(callers::of))
                        .authenticationEntryPoint(challenges)
                        .accessDeniedHandler(challenges));
        return http.build();
    }
}
