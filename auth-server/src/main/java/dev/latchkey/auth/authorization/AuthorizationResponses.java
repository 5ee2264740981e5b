package dev.latchkey.auth.authorization;

import dev.latchkey.auth.web.Issuer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Writes authorization responses as the address that the browser is sent to, each with {@code iss} (RFC 9207). */
@Component
public class AuthorizationResponses {

    private final Issuer issuer;

    AuthorizationResponses(Issuer issuer) {
        this.issuer = issuer;
    }

    /** RFC 6749 §4.1.2. */
    public String success(RedirectTarget target, String code) {
        return new Query(target.redirectUri())
                .add("code", code)
                .add("state", target.state())
                .add("iss", issuer.value())
                .toString();
    }

    /** RFC 6749 §4.1.2.1. */
    public String error(RedirectTarget target, String error, String description) {
        return new Query(target.redirectUri())
                .add("error", error)
                .add("error_description", description)
                .add("state", target.state())
                .add("iss", issuer.value())
                .toString();
    }

    /** Appends to the registered URI without parsing it, so that it arrives exactly as it was registered. */
    private static final class Query {

        private final StringBuilder uri;

        Query(String redirectUri) {
            this.uri = new StringBuilder(redirectUri);
        }

        Query add(String name, @Nullable String value) {
            if (value != null) {
                uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(UriUtils.encode(value, StandardCharsets.UTF_8));
            }
            return this;
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }
}
