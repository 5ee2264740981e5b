package dev.latchkey.auth.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** Puts the package together: filters in their order, languages, static files, and the errors of the container. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/latchkey/auth/web/web.properties")
class WebConfiguration implements WebMvcConfigurer {

    /** Whether a request came by https may be known from a trusted proxy alone, and decides on headers. */
    private static final int AFTER_FORWARDED_HEADERS = Ordered.HIGHEST_PRECEDENCE + 10;

    private final LanguageResolver languages;
    private final ObjectProvider<NavigationEntry> navigation;
    private final ObjectProvider<SignedInName> signedInName;

    WebConfiguration(
            ObjectProvider<Continuations> continuations,
            ObjectProvider<NavigationEntry> navigation,
            ObjectProvider<SignedInName> signedInName) {
        this.languages = new LanguageResolver(continuations);
        this.navigation = navigation;
        this.signedInName = signedInName;
    }

    @Bean
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static MessageSource messageSource() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setDefaultLocale(Locale.ENGLISH);
        messages.setAlwaysUseMessageFormat(true);
        return messages;
    }

    @Bean
    LocaleResolver localeResolver() {
        return languages;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LanguageInterceptor(languages));
        registry.addInterceptor(new LayoutInterceptor(languages, navigation, signedInName));
    }

    /** Files under names that carry their hash may be kept for ever; {@link SecurityHeaders} says so. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        for (String folder : new String[] {"css", "js", "img"}) {
            registry.addResourceHandler("/" + folder + "/**")
                    .addResourceLocations("classpath:/static/" + folder + "/")
                    .resourceChain(true)
                    .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
        }
    }

    /** Turns {@code @{/css/site.css}} in a template into the name with the hash. */
    @Bean
    static ResourceUrlEncodingFilter resourceUrlEncodingFilter() {
        return new ResourceUrlEncodingFilter();
    }

    @Bean
    static FilterRegistrationBean<Filter> correlationIdFilter() {
        return early(new CorrelationIdFilter(), Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    static FilterRegistrationBean<Filter> securityHeadersFilter() {
        return early(new SecurityHeadersFilter(), AFTER_FORWARDED_HEADERS);
    }

    @Bean
    static FilterRegistrationBean<Filter> requestPreconditionsFilter() {
        return early(new RequestPreconditionsFilter(), AFTER_FORWARDED_HEADERS + 1);
    }

    @Bean
    static FilterRegistrationBean<Filter> errorDispatchFilter() {
        FilterRegistrationBean<Filter> registration = early(new ErrorDispatchFilter(), AFTER_FORWARDED_HEADERS + 2);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.ERROR));
        return registration;
    }

    /** Not in error dispatches: a failing error page is for {@link ContainerErrorValve}. */
    @Bean
    static FilterRegistrationBean<Filter> failureFilter() {
        FilterRegistrationBean<Filter> registration = early(new FailureFilter(), AFTER_FORWARDED_HEADERS + 2);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    private static FilterRegistrationBean<Filter> early(Filter filter, int order) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC));
        return registration;
    }

    /** Applies to every security chain: the headers have one source, {@link SecurityHeaders}, and it reaches further than a chain. */
    @Bean
    static Customizer<HeadersConfigurer<HttpSecurity>> securityHeadersAreWrittenInFrontOfTheChains() {
        return HeadersConfigurer::disable;
    }

    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> containerErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ContainerErrorValve.class.getName());
            }
        });
    }
}
