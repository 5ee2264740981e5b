package dev.latchkey.auth.launch;

import dev.latchkey.auth.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The place of this package in the navigation. */
@Configuration(proxyBeanMethods = false)
class LaunchConfiguration {

    @Bean
    @Order(60)
    static NavigationEntry launcherEntry() {
        return new NavigationEntry(NavigationEntry.Section.ACCOUNT, LauncherController.PATH, "navigation.launch");
    }
}
