package dev.latchkey.auth.session;

import dev.latchkey.auth.web.Continuations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the demand for a fresh factor in front of the handlers. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration implements WebMvcConfigurer {

    private final Continuations continuations;
    private final ObjectProvider<FreshFactors> factors;

    SessionConfiguration(Continuations continuations, ObjectProvider<FreshFactors> factors) {
        this.continuations = continuations;
        this.factors = factors;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FreshFactorInterceptor(continuations, factors));
    }
}
