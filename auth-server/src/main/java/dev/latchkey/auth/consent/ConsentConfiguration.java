package dev.latchkey.auth.consent;

import dev.latchkey.auth.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The place of this package in the navigation. */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

    @Bean
    @Order(50)
    static NavigationEntry connectedApplicationsEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.ACCOUNT, ConnectedApplicationsController.PATH, "navigation.applications");
    }
}
