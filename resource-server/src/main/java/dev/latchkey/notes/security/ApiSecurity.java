package dev.latchkey.notes.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.latchkey.notes.web.Problems;
import dev.latchkey.notes.web.SecurityHeaders;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The composition root: which requests need which token, and how tokens are checked. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    /** The management port, which has nothing but the actuator; the matcher matches nothing on the public one. */
    @Bean
    @Order(-1)
    SecurityFilterChain managementPort(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** The documentation page: a page after all, with a style of its own and nothing else. */
    @Bean
    @Order(0)
    SecurityFilterChain documentation(HttpSecurity http, ResourceProperties properties) throws Exception {
        stateless(http, properties)
                .securityMatcher("/docs", "/docs/**")
                .headers(headers -> headers.contentSecurityPolicy(
                        csp -> csp.policyDirectives(SecurityHeaders.CONTENT_SECURITY_POLICY_OF_PAGES)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }

    @Bean
    ResourceAddresses addresses(ResourceProperties properties) {
        return new ResourceAddresses(properties.issuer(), properties.address());
    }

    /** Documents for everybody. Credentials sent along are not looked at. */
    @Bean
    @Order(1)
    SecurityFilterChain openDocuments(HttpSecurity http, ResourceProperties properties) throws Exception {
        stateless(http, properties)
                .securityMatcher(
                        "/actuator/health/liveness", "/actuator/health/readiness", "/.well-known/**", "/openapi.json")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain protectedApi(
            HttpSecurity http,
            ResourceProperties properties,
            StepUpProperties stepUp,
            VerifiedTokens verifiedTokens,
            SpentProofs spentProofs,
            Challenges challenges,
            Clock clock)
            throws Exception {
        stateless(http, properties)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .denyAll()
                        .requestMatchers("/admin/**")
                        .access(new Administrator())
                        .requestMatchers(HttpMethod.GET, "/notes/export")
                        .access(new RecentSignIn(new PersonWithScope(Scopes.NOTES_READ), stepUp, clock))
                        .requestMatchers(HttpMethod.HEAD, "/notes/export")
                        .access(new RecentSignIn(new PersonWithScope(Scopes.NOTES_READ), stepUp, clock))
                        .requestMatchers(HttpMethod.DELETE, "/notes")
                        .access(new RecentSignIn(new PersonWithScope(Scopes.NOTES_WRITE), stepUp, clock))
                        .requestMatchers(HttpMethod.GET, "/notes", "/notes/**")
                        .access(new PersonWithScope(Scopes.NOTES_READ))
                        .requestMatchers(HttpMethod.HEAD, "/notes", "/notes/**")
                        .access(new PersonWithScope(Scopes.NOTES_READ))
                        .requestMatchers("/notes", "/notes/**")
                        .access(new PersonWithScope(Scopes.NOTES_WRITE))
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(challenges).accessDeniedHandler(challenges))
                .oauth2ResourceServer(oauth -> oauth.bearerTokenResolver(new HeaderToken())
                        .authenticationEntryPoint(challenges)
                        .accessDeniedHandler(challenges)
                        .jwt(jwt -> jwt.authenticationManager(request ->
                                verifiedTokens.authenticate(((BearerTokenAuthenticationToken) request).getToken())))
                        .dPoP(dpop -> dpop.authenticationConverter(
                                        new DPoPRequest(properties.address().toString()))
                                .authenticationFailureHandler(new AuthenticationEntryPointFailureHandler(challenges)))
                        .withObjectPostProcessor(new ProofRulesInstaller(new ProofRules(spentProofs, clock))));
        return http.build();
    }

    private static HttpSecurity stateless(HttpSecurity http, ResourceProperties properties) throws Exception {
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable) // nothing a browser sends unasked is a credential here
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable) // controllers are handed the account
                .headers(headers -> headers.contentSecurityPolicy(
                                csp -> csp.policyDirectives(SecurityHeaders.CONTENT_SECURITY_POLICY))
                        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(true)
                                .maxAgeInSeconds(Duration.ofDays(730).toSeconds())
                                .requestMatcher(request -> properties.isHttps()))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(permissions -> permissions.policy(SecurityHeaders.PERMISSIONS_POLICY))
                        .crossOriginOpenerPolicy(coop -> coop.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(corp -> corp.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
                .cors(Customizer.withDefaults()); // the filter below
    }

    @Bean
    CorsFilter corsFilter(ResourceProperties properties, Problems problems) {
        CorsFilter filter = new CorsFilter(allowedOrigins(properties));
        filter.setCorsProcessor(new OriginCheck(problems));
        return filter;
    }

    /** It belongs into the security chains and nowhere else. */
    @Bean
    FilterRegistrationBean<CorsFilter> corsFilterInChainsOnly(CorsFilter filter) {
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    private static CorsConfigurationSource allowedOrigins(ResourceProperties properties) {
        CorsConfiguration api = new CorsConfiguration();
        api.setAllowedOrigins(properties.corsAllowedOrigins());
        api.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        api.setAllowedHeaders(
                List.of("Authorization", "DPoP", "Content-Type", "Accept", "If-Match", "If-None-Match", "Range"));
        api.setExposedHeaders(
                List.of("ETag", "Location", "Link", "WWW-Authenticate", "X-Correlation-Id", "Retry-After"));
        api.setMaxAge(Duration.ofHours(1));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/notes/**", api);
        return source;
    }

    @Bean
    IssuerDocuments issuerDocuments(ResourceProperties properties) {
        return new IssuerDocuments(properties.issuer(), properties.jwks().uri());
    }

    @Bean
    IssuerKeys issuerKeys(IssuerDocuments documents, ResourceProperties properties, Clock clock) {
        return new IssuerKeys(documents, properties.jwks(), clock);
    }

    @Bean
    StatusLists statusLists(
            ResourceProperties properties, StatusListProperties statusList, IssuerKeys keys, Clock clock) {
        return new StatusLists(
                properties.issuer(),
                new StatusListDocuments(),
                decoder(
                        "statuslist+jwt",
                        properties.token().algorithms(),
                        keys,
                        list -> OAuth2TokenValidatorResult.success()),
                statusList,
                clock);
    }

    @Bean
    @ConditionalOnProperty(name = "latchkey.status-list.enabled", matchIfMissing = true)
    StatusListRefresh statusListRefresh(StatusLists lists, StatusListProperties properties) {
        return new StatusListRefresh(lists, properties.refreshInterval());
    }

    @Bean
    VerifiedTokens verifiedTokens(
            ResourceProperties properties,
            IntrospectionProperties introspection,
            StatusListProperties statusList,
            IssuerDocuments documents,
            IssuerKeys keys,
            StatusLists lists,
            Clock clock) {
        AccessTokenRules rules = new AccessTokenRules(properties, clock);
        List<String> algorithms = properties.token().algorithms();
        RevocationStatus revocation =
                introspection.isEnabled() ? new Introspection(documents, introspection) : RevocationStatus.UNKNOWN;
        return new VerifiedTokens(
                new TokenShape(algorithms),
                decoder("at+jwt", algorithms, keys, rules.validator()),
                rules,
                keys,
                statusList.enabled() ? new StatusListValidator(lists) : null,
                revocation,
                introspection.maxAge(),
                clock);
    }

    private static NimbusJwtDecoder decoder(
            String type, List<String> algorithms, IssuerKeys keys, OAuth2TokenValidator<Jwt> validator) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType(type), new JOSEObjectType("application/" + type)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                algorithms.stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()), keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // AccessTokenRules does
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator);
        // The framework would normalize iss before it is compared.
        decoder.setClaimSetConverter(MappedJwtClaimSetConverter.withDefaults(Map.of("iss", iss -> iss)));
        return decoder;
    }

    @Bean
    SpentProofs spentProofs(JdbcClient jdbc, Clock clock) {
        return new SpentProofs(jdbc, clock);
    }

    @Bean
    Challenges challenges(ResourceProperties properties, Problems problems) {
        return new Challenges(ResourceMetadataController.urlOf(properties.address()), problems);
    }

    /** Observing each filter would cost as much as the rest of a small request; requests as a whole can be observed. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Any method reaches authentication and then gets its 405; the firewall would answer 400 to the unknown ones. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderValues(HeaderValues::isAllowed);
        return firewall;
    }

    @Bean
    WebMvcConfigurer accountArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new AccountArgumentResolver());
            }
        };
    }

    /** The DSL has no setting for the proof verifier; it does offer the provider for post-processing. */
    private record ProofRulesInstaller(ProofRules rules) implements ObjectPostProcessor<DPoPAuthenticationProvider> {

        @Override
        public <O extends DPoPAuthenticationProvider> O postProcess(O provider) {
            provider.setDPoPProofVerifierFactory(rules);
            return provider;
        }
    }
}
