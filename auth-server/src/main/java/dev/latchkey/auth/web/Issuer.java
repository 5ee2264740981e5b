package dev.latchkey.auth.web;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The issuer identifier (RFC 8414 §2): the one source of every absolute URL that this server writes. The Host header of a
 * request is never one.
 */
@Component
public class Issuer {

    private final String value;
    private final URI uri;

    public Issuer(@Value("${latchkey.issuer}") String value) {
        this.value = value;
        this.uri = URI.create(value);
    }

    /** The identifier as it stands in {@code iss}. */
    public String value() {
        return value;
    }

    public boolean isHttps() {
        return "https".equals(uri.getScheme());
    }

    /** The absolute URL of a path of this server, which begins with a slash. */
    public String url(String path) {
        return value + path;
    }

    /** Scheme, host and port, as the Origin header has them. */
    public String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
