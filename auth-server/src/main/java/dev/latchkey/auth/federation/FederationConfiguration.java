package dev.latchkey.auth.federation;

import dev.latchkey.auth.secret.SealedColumn;
import dev.latchkey.auth.session.FreshFactorReason;
import dev.latchkey.auth.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What other features need to know of this package. */
@Configuration(proxyBeanMethods = false)
class FederationConfiguration implements WebMvcConfigurer {

    private final FederationButtons buttons;

    FederationConfiguration(FederationButtons buttons) {
        this.buttons = buttons;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(buttons)
                .addPathPatterns(
                        "/login",
                        "/signup",
                        FederationButtons.REAUTHENTICATE,
                        FederationButtons.LOGOUT,
                        FederationButtons.DONE);
    }

    /** Lets secrets be sealed again when the operator's key is another one. */
    @Bean
    static SealedColumn sealedProviderSecrets() {
        return new SealedColumn("identity_provider", "id", "id", "sealed_with", "sealed_secret", Providers.PURPOSE);
    }

    @Bean
    @Order(225)
    static NavigationEntry identityProvidersEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.ADMINISTRATION,
                ProvidersController.PATH,
                "navigation.administration.identity-providers",
                "ROLE_ADMIN");
    }

    @Bean
    static FreshFactorReason identitiesReason() {
        return new FreshFactorReason(IdentitiesController.PATH, "federation.reason.identities");
    }
}
