package dev.latchkey.notes.security;

import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are accepted, and for which resource.
 *
 * @param issuer the authorization server, exactly as it writes itself into {@code iss}
 * @param audience the resource identifier (RFC 8707) that {@code aud} must name
 * @param baseUrl the address under which clients reach this API, without a trailing slash; the audience when left out. The
 *     Host header is never believed
 * @param token what is demanded of every access token
 * @param jwks how the issuer's keys are kept
 * @param corsAllowedOrigins web origins whose scripts may call this API; none by default
 */
@Validated
@ConfigurationProperties("latchkey")
record ResourceProperties(
        @DefaultValue("http://localhost:9000") URI issuer,
        @DefaultValue("http://localhost:8090") String audience,
        @Nullable URI baseUrl,
        @DefaultValue Token token,
        @DefaultValue Jwks jwks,
        @DefaultValue List<String> corsAllowedOrigins) {

    ResourceProperties {
        if (corsAllowedOrigins.contains("*") || corsAllowedOrigins.contains("null")) {
            throw new IllegalArgumentException(
                    "latchkey.cors-allowed-origins names origins one by one, never * or null");
        }
    }

    URI address() {
        return baseUrl == null ? URI.create(audience) : baseUrl;
    }

    boolean isHttps() {
        return "https".equalsIgnoreCase(address().getScheme());
    }

    /**
     * @param algorithms the only signature algorithms accepted (RFC 8725 §3.1)
     * @param clockSkew how far the issuer's clock may be from ours
     */
    record Token(
            @NotEmpty @DefaultValue("ES256") List<String> algorithms,
            @DefaultValue("10s") Duration clockSkew) {}

    /**
     * @param uri where the keys are; discovered from the issuer's metadata when absent
     * @param refreshAfter age at which keys are fetched again, and so the longest time a removed key is still accepted
     * @param keepWhenUnreachable age up to which known keys are still used while the issuer cannot be reached
     */
    record Jwks(
            @Nullable URI uri,
            @DefaultValue("5m") Duration refreshAfter,
            @DefaultValue("15m") Duration keepWhenUnreachable) {}
}
