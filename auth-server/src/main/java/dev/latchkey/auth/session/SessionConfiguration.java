package dev.latchkey.auth.session;

import dev.latchkey.auth.web.Continuations;
import java.time.Clock;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the demand for a fresh factor in front of the handlers. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration implements WebMvcConfigurer {

    private final Continuations continuations;
    private final SessionProperties properties;
    private final Clock clock;

    SessionConfiguration(Continuations continuations, SessionProperties properties, Clock clock) {
        this.continuations = continuations;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FreshFactorInterceptor(continuations, properties.freshFor(), clock));
    }
}
