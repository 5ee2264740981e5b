package dev.latchkey.auth.developer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an application is made of. It decides how the application proves itself and by which grants it gets tokens. */
enum ApplicationKind {
    WEB_SERVER("web", "client_secret_basic", "authorization_code refresh_token"),
    SINGLE_PAGE("web", "none", "authorization_code refresh_token"),
    NATIVE("native", "none", "authorization_code refresh_token"),
    MACHINE("web", "client_secret_basic", "client_credentials"),
    DEVICE("native", "none", "urn:ietf:params:oauth:grant-type:device_code refresh_token");

    private final String applicationType;
    private final String authenticationMethod;
    private final String grantTypes;

    ApplicationKind(String applicationType, String authenticationMethod, String grantTypes) {
        this.applicationType = applicationType;
        this.authenticationMethod = authenticationMethod;
        this.grantTypes = grantTypes;
    }

    /** The kind of this name in an address: {@code web-server}. */
    static Optional<ApplicationKind> of(String slug) {
        return Stream.of(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String applicationType() {
        return applicationType;
    }

    String authenticationMethod() {
        return authenticationMethod;
    }

    List<String> grantTypes() {
        return List.of(grantTypes.split(" "));
    }

    boolean hasSecret() {
        return !authenticationMethod.equals("none");
    }

    /** Whether a browser comes back to it. */
    boolean redirects() {
        return grantTypes().contains("authorization_code");
    }

    /** Whether it acts for people, and not for itself alone. */
    boolean actsForPeople() {
        return this != MACHINE;
    }
}
