package dev.latchkey.demo.trace;

import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the interceptor on every HTTP client that Spring Boot builds. */
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

    @Bean
    RestClientCustomizer tracedRestClients(BackChannelInterceptor interceptor) {
        return http ->
                http.requestInterceptor(interceptor).bufferContent((uri, method) -> interceptor.readsAnswerOf(uri));
    }

    @Bean
    RestTemplateCustomizer tracedRestTemplates(BackChannelInterceptor interceptor) {
        return http -> {
            http.getInterceptors().add(interceptor);
            http.setBufferingPredicate((uri, method) -> interceptor.readsAnswerOf(uri));
        };
    }
}
