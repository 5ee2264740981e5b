package dev.latchkey.demo.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who this client is, and which authorization server it trusts.
 *
 * @param issuer issuer identifier of the authorization server, exactly as it stands in its tokens
 * @param clientId identifier under which this client is registered there
 * @param clientSecret secret of this client; there is no default
 */
@Validated
@ConfigurationProperties("latchkey")
record ClientProperties(
        @NotNull(message = "is missing: set LATCHKEY_ISSUER to the issuer of the authorization server")
        URI issuer,

        @NotBlank(message = "is missing: set DEMO_CLIENT_ID to the client_id of this application")
        String clientId,

        @NotBlank(
                message = "is missing: set DEMO_CLIENT_SECRET to the client_secret that the authorization server"
                        + " has for this application")
        String clientSecret) {

    /** The endpoint at this path below the issuer. */
    String endpoint(String path) {
        return issuer.toString().replaceFirst("/$", "") + path;
    }

    /** Without the secret: records are easily logged. */
    @Override
    public String toString() {
        return "ClientProperties[issuer=%s, clientId=%s]".formatted(issuer, clientId);
    }
}
