package dev.latchkey.auth.administration;

import dev.latchkey.auth.scope.OwnResource;
import dev.latchkey.auth.session.FreshFactorReason;
import dev.latchkey.auth.web.Issuer;
import dev.latchkey.auth.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The place of this package in the navigation, and why it asks who somebody is. */
@Configuration(proxyBeanMethods = false)
class AdministrationConfiguration {

    private static final String ADMINISTRATOR = "ROLE_ADMIN";

    @Bean
    @Order(200)
    static NavigationEntry administrationEntry() {
        return entry("/admin", "navigation.administration");
    }

    @Bean
    @Order(210)
    static NavigationEntry administeredUsersEntry() {
        return entry(UsersController.PATH, "navigation.administration.users");
    }

    @Bean
    @Order(220)
    static NavigationEntry administeredApplicationsEntry() {
        return entry(ApplicationsController.PATH, "navigation.administration.applications");
    }

    @Bean
    @Order(230)
    static NavigationEntry administeredKeysEntry() {
        return entry(KeysController.PATH, "navigation.administration.keys");
    }

    @Bean
    @Order(234)
    static NavigationEntry registrationTokensEntry() {
        return entry(RegistrationTokensController.PATH, "navigation.administration.registration");
    }

    @Bean
    @Order(236)
    static NavigationEntry logoutsEntry() {
        return entry(LogoutsController.PATH, "navigation.administration.logouts");
    }

    @Bean
    @Order(240)
    static NavigationEntry auditEntry() {
        return entry(AuditController.PATH, "navigation.administration.audit");
    }

    @Bean
    static OwnResource administrationApi(Issuer issuer) {
        return AdministrationApi.resource(issuer);
    }

    @Bean
    static FreshFactorReason administrationReason() {
        return new FreshFactorReason("/admin", "administration.reason");
    }

    private static NavigationEntry entry(String path, String titleKey) {
        return new NavigationEntry(NavigationEntry.Section.ADMINISTRATION, path, titleKey, ADMINISTRATOR);
    }
}
