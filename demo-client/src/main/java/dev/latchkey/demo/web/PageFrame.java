package dev.latchkey.demo.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Gives the layout what it needs on every page. As a request attribute and not in the model, since pages that are shown
 * for an exception have a model of their own.
 */
@Component
class PageFrame implements HandlerInterceptor, WebMvcConfigurer {

    private final ContentSecurityPolicy contentSecurityPolicy;

    private final String clientId;

    PageFrame(ContentSecurityPolicy contentSecurityPolicy, @Value("${latchkey.client-id}") String clientId) {
        this.contentSecurityPolicy = contentSecurityPolicy;
        this.clientId = clientId;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Locale locale = RequestContextUtils.getLocale(request);
        request.setAttribute(
                "page",
                new Page(
                        contentSecurityPolicy.nonce(request),
                        locale.getLanguage(),
                        request.getRequestURI(),
                        clientId,
                        signedIn()));
        return true;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        // After the interceptor that changes the language.
        registry.addInterceptor(this).order(Ordered.LOWEST_PRECEDENCE);
    }

    private static @Nullable Person signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcUser user)) {
            return null;
        }
        String name = user.getFullName() != null ? user.getFullName() : user.getPreferredUsername();
        return new Person(user.getName(), name != null ? name : user.getName());
    }

    /**
     * The frame of a page.
     *
     * @param nonce what scripts and styles have to carry
     * @param language language of the page
     * @param path path of the request, to mark the current entry of the navigation
     * @param clientId which client this is, when several run side by side
     * @param person who is signed in, if anybody
     */
    record Page(
            String nonce,
            String language,
            String path,
            String clientId,
            @Nullable Person person) {}

    /** Somebody who is signed in: the account id, and the name to show. */
    record Person(String account, String name) {}
}
