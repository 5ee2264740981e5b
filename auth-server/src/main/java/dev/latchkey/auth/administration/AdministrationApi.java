package dev.latchkey.auth.administration;

import dev.latchkey.auth.scope.OwnResource;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scope;
import dev.latchkey.auth.web.Issuer;
import java.util.List;
import java.util.Set;

/** The API for programs that administer: where it is, its audience and its scopes. */
public final class AdministrationApi {

    /** Where the API is, and with the issuer in front what its tokens are for. */
    public static final String PATH = "/api/admin";

    /** See accounts. */
    public static final String USERS_READ = "users:read";

    /** Create, change and delete accounts. */
    public static final String USERS_WRITE = "users:write";

    /** Where applications are. */
    public static final String APPLICATIONS = PATH + "/applications";

    /** See applications and how they are registered. */
    public static final String APPLICATIONS_READ = "applications:read";

    /** Register, change and delete applications. */
    public static final String APPLICATIONS_WRITE = "applications:write";

    /** How a change is written (RFC 7396). */
    static final String MERGE_PATCH = "application/merge-patch+json";

    /** In the order in which they are told to whoever asks. */
    static final List<String> SCOPES = List.of(USERS_READ, USERS_WRITE, APPLICATIONS_READ, APPLICATIONS_WRITE);

    private AdministrationApi() {}

    /** What is in the catalogue of every installation. */
    static OwnResource resource(Issuer issuer) {
        return new OwnResource(
                new ProtectedResource(audience(issuer), Set.copyOf(SCOPES), Set.of()),
                SCOPES.stream().map(name -> new Scope(name, name, "", true)).toList());
    }

    static String audience(Issuer issuer) {
        return issuer.url(PATH);
    }
}
