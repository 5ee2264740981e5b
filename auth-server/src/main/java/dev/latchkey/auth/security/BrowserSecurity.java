package dev.latchkey.auth.security;

import dev.latchkey.auth.account.Role;
import dev.latchkey.auth.session.BrowserSessionContextRepository;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Continuations;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What people meet in the browser. Everything that is not named here is for those whose sign-in is complete, so a page that
 * is added later is protected before anybody thinks of it.
 */
@Configuration(proxyBeanMethods = false)
class BrowserSecurity {

    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher ADMINISTRATION =
            new OrRequestMatcher(PATHS.matcher("/admin"), PATHS.matcher("/admin/**"));

    /** Where a form may carry a file. */
    private static final RequestMatcher UPLOADS = new OrRequestMatcher(
            PATHS.matcher(HttpMethod.POST, "/developer/applications/{id}/logo"),
            PATHS.matcher(HttpMethod.POST, "/admin/applications/{id}/logo"),
            PATHS.matcher(HttpMethod.POST, "/admin/applications/import"),
            PATHS.matcher(HttpMethod.POST, "/admin/identity-providers/{id}/logo"));

    /** Posted by a provider's server, which has no cookie; the token in it is checked. */
    private static final RequestMatcher UPSTREAM_LOGOUT =
            PATHS.matcher(HttpMethod.POST, "/login/federated/{provider}/logout");

    /** Posted by a page of a provider, without cookies; the browser has to come for it with its own. */
    private static final RequestMatcher UPSTREAM_ANSWER =
            PATHS.matcher(HttpMethod.POST, "/login/federated/{provider}/acs");

    /** In front of all chains: nothing is unpacked that is refused afterwards. */
    @Bean
    static FilterRegistrationBean<UploadFilter> uploadFilter() {
        UploadFilter filter = new UploadFilter(new OrRequestMatcher(UPLOADS, ProtocolSecurity.CLIENT_ENDPOINTS));
        FilterRegistrationBean<UploadFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

    @Bean
    @Order(10)
    SecurityFilterChain pages(
            HttpSecurity http, BrowserSessionContextRepository sessions, Continuations continuations, Issuer issuer) {
        http.securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie(issuer))
                        .requireCsrfProtectionMatcher(
                                new AndRequestMatcher(CsrfFilter.DEFAULT_CSRF_MATCHER, fromOurOwnPages())))
                .addFilterBefore(new NoOptionsFilter(), CsrfFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/login",
                                "/login/passkey/**",
                                "/login/email/**",
                                "/login/federated/**",
                                "/sign-in/not-me",
                                "/recovery/**",
                                "/login/accounts",
                                "/error",
                                "/errors/{id}",
                                "/favicon.ico",
                                "/oauth2/authorize/**",
                                "/connect/logout",
                                "/logout/done",
                                "/signup/**",
                                "/password/**",
                                "/account/email/*",
                                "/account/deleted",
                                "/demo/mail/**")
                        .permitAll()
                        .requestMatchers("/mfa/**", "/reauthenticate", "/reauthenticate/**", SignIn.NEW_PASSWORD)
                        .access(anyFactor())
                        .requestMatchers(ADMINISTRATION)
                        .access(administrator())
                        .anyRequest()
                        .access(completeSignIn()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, failure) -> sendOn("/login", request, response, continuations))
                        .accessDeniedHandler((request, response, denied) -> {
                            if (denied instanceof CsrfException) {
                                response.sendError(HttpStatus.FORBIDDEN.value());
                            } else if (owesFactor(request)) {
                                sendOn("/mfa", request, response, continuations);
                            } else if (owesPassword()) {
                                sendOn(SignIn.NEW_PASSWORD, request, response, continuations);
                            } else {
                                response.sendError(HttpStatus.FORBIDDEN.value());
                            }
                        }));
        return http.build();
    }

    /**
     * An application may post an authorization or logout request of its own to us (OpenID Connect Core §3.1.2.1,
     * RP-Initiated Logout §2) and cannot know our token. Neither changes anything before a form of ours is answered, and
     * that answer, which has a {@code decision}, is checked.
     */
    private static RequestMatcher fromOurOwnPages() {
        RequestMatcher logoutRequest = new AndRequestMatcher(
                PATHS.matcher(HttpMethod.POST, "/connect/logout"), request -> request.getParameter("decision") == null);
        return new NegatedRequestMatcher(new OrRequestMatcher(
                PATHS.matcher(HttpMethod.POST, "/oauth2/authorize"), logoutRequest, UPSTREAM_LOGOUT, UPSTREAM_ANSWER));
    }

    private static CookieCsrfTokenRepository csrfCookie(Issuer issuer) {
        BrowserCookie cookie = BrowserCookie.lax("latchkey-csrf", issuer);
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(cookie.name());
        repository.setCookieCustomizer(cookie::protect);
        return repository;
    }

    private static AuthorizationManager<RequestAuthorizationContext> anyFactor() {
        return (authentication, context) -> new AuthorizationDecision(authentication.get() instanceof SignedIn);
    }

    private static AuthorizationManager<RequestAuthorizationContext> completeSignIn() {
        return (authentication, context) ->
                new AuthorizationDecision(authentication.get() instanceof SignedIn signedIn && signedIn.isComplete());
    }

    /** Two factors in this very session, whatever the policy asked for when it began. */
    private static AuthorizationManager<RequestAuthorizationContext> administrator() {
        return (authentication, context) -> new AuthorizationDecision(authentication.get() instanceof SignedIn signedIn
                && signedIn.isComplete()
                && signedIn.session().roles().contains(Role.ADMIN)
                && signedIn.session().hasTwoUnrestrictedFactors());
    }

    private static boolean owesFactor(HttpServletRequest request) {
        SignedIn signedIn = SignIn.current();
        if (signedIn == null) {
            return false;
        }
        boolean administers = signedIn.session().roles().contains(Role.ADMIN) && ADMINISTRATION.matches(request);
        return !signedIn.session().hasDemandedFactors()
                || (administers && !signedIn.session().hasTwoUnrestrictedFactors());
    }

    private static boolean owesPassword() {
        SignedIn signedIn = SignIn.current();
        return signedIn != null && signedIn.session().passwordOwed();
    }

    /** Only a page can be gone back to: what was posted is not posted again. */
    private static void sendOn(
            String page, HttpServletRequest request, HttpServletResponse response, Continuations continuations) {
        String target = HttpMethod.GET.matches(request.getMethod()) ? pathAndQuery(request) : "/account";
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader("Location", continuations.on(page, continuations.start(target)));
    }

    private static String pathAndQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
