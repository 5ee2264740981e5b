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

    private AdministrationApi() {}

    /** What is in the catalogue of every installation. */
    static OwnResource resource(Issuer issuer) {
        return new OwnResource(
                new ProtectedResource(audience(issuer), Set.of(USERS_READ, USERS_WRITE), Set.of()),
                List.of(new Scope(USERS_READ, USERS_READ, "", true), new Scope(USERS_WRITE, USERS_WRITE, "", true)));
    }

    static String audience(Issuer issuer) {
        return issuer.url(PATH);
    }
}
