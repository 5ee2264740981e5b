package dev.latchkey.preview;

import dev.latchkey.auth.web.NavigationEntry;
import dev.latchkey.auth.web.NavigationEntry.Section;
import dev.latchkey.auth.web.SignedInName;
import jakarta.servlet.DispatcherType;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/**
 * Names what it consists of instead of taking all there is: pages need no database, no keys and no issuer.
 *
 * <p>Start it, open {@code http://localhost:9001/}, and follow the links.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DispatcherServletAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    ThymeleafAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
})
@ComponentScan("dev.latchkey.preview")
@ComponentScan(
        basePackages = "dev.latchkey.auth.web",
        useDefaultFilters = false,
        includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.(WebConfiguration|ErrorPagesController)"))
public class PreviewApplication {

    public static void main(String[] args) {
        SpringApplication.run(PreviewApplication.class, "--server.port=9001", "--spring.thymeleaf.cache=false");
    }

    /** The names of all pages, each in one state. */
    public static Set<String> pages() {
        return PreviewController.PAGES.keySet();
    }

    /** The templates those pages are made from. */
    public static Set<String> templates() {
        return PreviewController.PAGES.values().stream()
                .map(PreviewController.Shown::template)
                .collect(Collectors.toSet());
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.securityContext(context -> context.securityContextRepository(new UnreachableSessions()))
                // An error dispatch that came through here would be refused, and is none of a chain's business.
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                        .ignoringRequestMatchers("/preview/open/**"))
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
