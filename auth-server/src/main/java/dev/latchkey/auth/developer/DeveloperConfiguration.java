package dev.latchkey.auth.developer;

import dev.latchkey.auth.session.FreshFactorReason;
import dev.latchkey.auth.web.NavigationEntry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The places of the portal in the navigation, and why it asks for a factor. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeveloperProperties.class)
class DeveloperConfiguration {

    @Bean
    @Order(10)
    static NavigationEntry ownApplicationsEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.DEVELOPMENT, OwnApplicationsController.PATH, "navigation.developer");
    }

    @Bean
    @Order(215)
    static NavigationEntry applicationReviewsEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.ADMINISTRATION, ReviewController.PATH, "navigation.review", "ROLE_ADMIN");
    }

    @Bean
    static FreshFactorReason applicationsReason() {
        return new FreshFactorReason(OwnApplicationsController.PATH, "developer.reason");
    }
}
