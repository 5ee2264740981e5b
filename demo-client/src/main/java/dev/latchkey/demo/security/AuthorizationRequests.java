package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The framework's authorization requests, with the language of our pages and with what a step-up asks for (OpenID
 * Connect Core §3.1.2.1).
 */
@Component
class AuthorizationRequests implements OAuth2AuthorizationRequestResolver {

    private final OAuth2AuthorizationRequestResolver framework;

    private final LocaleResolver languages;

    AuthorizationRequests(ClientRegistrationRepository registrations, LocaleResolver languages) {
        this.framework = new DefaultOAuth2AuthorizationRequestResolver(registrations);
        this.languages = languages;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return extended(framework.resolve(request), request);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
        return extended(framework.resolve(request, registrationId), request);
    }

    private @Nullable OAuth2AuthorizationRequest extended(
            @Nullable OAuth2AuthorizationRequest authorizationRequest, HttpServletRequest request) {
        if (authorizationRequest == null) {
            return null;
        }
        return OAuth2AuthorizationRequest.from(authorizationRequest)
                .additionalParameters(parameters -> {
                    parameters.put(
                            "ui_locales", languages.resolveLocale(request).toLanguageTag());
                    parameters.putAll(StepUp.take(request).parameters());
                })
                .build();
    }
}
