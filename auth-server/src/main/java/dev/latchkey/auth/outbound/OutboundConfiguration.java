package dev.latchkey.auth.outbound;

import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the client together: everything that an HTTP client does unasked is switched off here. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 8 * 1024;

    @Bean
    OutboundClient outboundClient(OutboundProperties properties, SslBundles bundles) {
        SSLContext trust = properties.sslBundle() == null
                ? SSLContexts.createDefault()
                : bundles.getBundle(properties.sslBundle()).createSslContext();
        return client(properties, SystemDefaultDnsResolver.INSTANCE, trust);
    }

    static OutboundClient client(OutboundProperties properties, DnsResolver names, SSLContext trust) {
        return new OutboundClient(http(properties, names, trust), properties);
    }

    private static CloseableHttpClient http(OutboundProperties properties, DnsResolver names, SSLContext trust) {
        Timeout timeout = Timeout.of(properties.timeout());
        return HttpClients.custom()
                .setConnectionManager(connections(properties, names, trust, timeout))
                // A connection is used once: the next request looks its name up again, and is checked again.
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression() // what a small answer unpacks to has no limit
                .setUserAgent("Latchkey") // and no version
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            OutboundProperties properties, DnsResolver names, SSLContext trust, Timeout timeout) {
        Http1Config limits = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_LINE)
                .setMaxEmptyLineCount(1)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver(names, properties))
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust)) // with the name from the URL, for SNI too
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .build())
                .setMaxConnTotal(properties.concurrency())
                .setMaxConnPerRoute(properties.concurrency())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(timeout).build())
                .build();
    }
}
