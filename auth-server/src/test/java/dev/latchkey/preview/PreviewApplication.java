package dev.latchkey.preview;

import dev.latchkey.auth.web.NavigationEntry;
import dev.latchkey.auth.web.NavigationEntry.Section;
import dev.latchkey.auth.web.SignedInName;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/** Start it, open {@code http://localhost:9001/}, and follow the links. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        })
@ComponentScan({"dev.latchkey.auth.web", "dev.latchkey.preview"})
public class PreviewApplication {

    public static void main(String[] args) {
        SpringApplication.run(PreviewApplication.class, "--server.port=9001", "--spring.thymeleaf.cache=false");
    }

    /** The names of all pages, each in one state. */
    public static Set<String> pages() {
        return PreviewController.PAGES.keySet();
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()))
                .build();
    }

    @Bean
    @Order(1)
    NavigationEntry overview() {
        return new NavigationEntry(Section.ACCOUNT, "/preview/account", "navigation.account");
    }

    @Bean
    @Order(2)
    NavigationEntry profile() {
        return new NavigationEntry(Section.ACCOUNT, "/preview/elsewhere", "account.profile");
    }

    @Bean
    @Order(3)
    NavigationEntry forAdministrators() {
        return new NavigationEntry(Section.ADMINISTRATION, "/preview/admin", "account.security", "ROLE_ADMIN");
    }

    @Bean
    SignedInName name() {
        return authentication -> "Alice Example";
    }
}
