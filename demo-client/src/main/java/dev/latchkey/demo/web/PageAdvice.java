package dev.latchkey.demo.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page needs, error pages included. */
@ControllerAdvice
class PageAdvice {

    private final SecurityHeaders securityHeaders;

    private final String clientId;

    PageAdvice(SecurityHeaders securityHeaders, @Value("${latchkey.client-id}") String clientId) {
        this.securityHeaders = securityHeaders;
        this.clientId = clientId;
    }

    @ModelAttribute("page")
    Page page(HttpServletRequest request, Locale locale) {
        return new Page(
                securityHeaders.contentSecurityPolicy().nonce(request),
                locale.getLanguage(),
                request.getRequestURI(),
                clientId,
                signedIn());
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
