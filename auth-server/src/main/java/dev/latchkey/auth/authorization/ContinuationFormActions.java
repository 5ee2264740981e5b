package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.web.ContentSecurityPolicy;
import dev.latchkey.auth.web.Continuation;
import dev.latchkey.auth.web.Continuations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Browsers hold the target of a form to the {@code form-action} policy through every redirect that follows. The forms of a
 * sign-in may end at the application that asked for it, so its registered redirect URI is allowed on every page that goes
 * on to that application, wherever the way leads; nothing that is not registered ever is.
 */
@Configuration(proxyBeanMethods = false)
class ContinuationFormActions implements WebMvcConfigurer, HandlerInterceptor {

    private final Continuations continuations;
    private final Clients clients;

    ContinuationFormActions(Continuations continuations, Clients clients) {
        this.continuations = continuations;
        this.clients = clients;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        continuations
                .read(request.getParameter(Continuations.PARAMETER))
                .filter(continuation -> continuation.path().equals(Continuations.AUTHORIZE))
                .ifPresent(continuation -> allow(continuation, request, response));
        return true;
    }

    private void allow(Continuation continuation, HttpServletRequest request, HttpServletResponse response) {
        AuthorizationParameters parameters = AuthorizationParameters.ofQuery(continuation.query());
        String clientId = parameters.get("client_id");
        String redirectUri = parameters.get("redirect_uri");
        if (clientId == null || redirectUri == null) {
            return;
        }
        clients.byClientId(clientId)
                .filter(client -> RedirectUris.isRegistered(client, redirectUri))
                .ifPresent(client -> ContentSecurityPolicy.allowFormAction(request, response, URI.create(redirectUri)));
    }
}
