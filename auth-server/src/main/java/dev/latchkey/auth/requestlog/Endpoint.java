package dev.latchkey.auth.requestlog;

import java.util.Optional;
import java.util.stream.Stream;

/** Where a request was refused. */
public enum Endpoint {
    AUTHORIZATION("/oauth2/authorize"),
    PUSHED_AUTHORIZATION("/oauth2/par"),
    TOKEN("/oauth2/token"),
    DEVICE_AUTHORIZATION("/oauth2/device_authorization"),
    INTROSPECTION("/oauth2/introspect"),
    REVOCATION("/oauth2/revoke");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    public static Optional<Endpoint> at(String path) {
        return Stream.of(values())
                .filter(endpoint -> endpoint.path.equals(path))
                .findFirst();
    }

    public String path() {
        return path;
    }
}
