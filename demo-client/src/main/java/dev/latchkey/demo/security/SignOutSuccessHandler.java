package dev.latchkey.demo.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * Ends the session at the authorization server too (OpenID Connect RP-Initiated Logout). When that does not answer, the
 * person is told that they are signed out only here.
 */
@Component
class SignOutSuccessHandler implements LogoutSuccessHandler {

    private final AuthorizationServerProbe authorizationServer;

    private final LogoutSuccessHandler signOutThere;

    SignOutSuccessHandler(ClientRegistrationRepository registrations, AuthorizationServerProbe authorizationServer) {
        this.authorizationServer = authorizationServer;
        var endSession = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        endSession.setPostLogoutRedirectUri("{baseUrl}/");
        this.signOutThere = endSession;
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication)
            throws IOException, ServletException {
        if (authorizationServer.answers()) {
            signOutThere.onLogoutSuccess(request, response, authentication);
        } else {
            response.sendRedirect(request.getContextPath() + "/?signed-out=here");
        }
    }
}
