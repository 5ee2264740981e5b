package dev.latchkey.auth.startup;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What requests look like before any filter sees them: from whom they come, and to which address they were sent. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> requestOrigin(InstallationProperties installation) {
        return factory -> {
            if (!installation.trustedProxies().isEmpty()) {
                factory.addEngineValves(clientAddress(TrustedProxies.forTomcat(installation.trustedProxies())));
            }
            factory.addEngineValves(new PublicAddressValve(installation.issuerUri()));
        };
    }

    /** Only the address of the client is taken from a proxy. Scheme, host and port are the issuer's. */
    private static RemoteIpValve clientAddress(String trustedProxies) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(trustedProxies);
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader(null);
        valve.setHostHeader(null);
        valve.setPortHeader(null);
        return valve;
    }
}
