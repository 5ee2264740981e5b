package dev.latchkey.auth.client;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of RFC 7591 and OpenID Connect Registration that a registration here may use.
 *
 * @see <a href="https://www.iana.org/assignments/oauth-parameters/#client-metadata">IANA, OAuth dynamic client
 *     registration metadata</a>
 */
public final class ClientMetadataNames {

    static final String APPLICATION_TYPE = "application_type";
    static final String BACKCHANNEL_LOGOUT_SESSION_REQUIRED = "backchannel_logout_session_required";
    static final String BACKCHANNEL_LOGOUT_URI = "backchannel_logout_uri";
    static final String CLIENT_NAME = "client_name";
    static final String CLIENT_URI = "client_uri";
    static final String CONTACTS = "contacts";
    static final String DEFAULT_ACR_VALUES = "default_acr_values";
    static final String DEFAULT_MAX_AGE = "default_max_age";
    static final String DPOP_BOUND_ACCESS_TOKENS = "dpop_bound_access_tokens";
    static final String GRANT_TYPES = "grant_types";
    static final String ID_TOKEN_SIGNED_RESPONSE_ALG = "id_token_signed_response_alg";
    static final String INITIATE_LOGIN_URI = "initiate_login_uri";
    static final String JWKS = "jwks";
    static final String JWKS_URI = "jwks_uri";
    static final String LOGO_URI = "logo_uri";
    static final String POLICY_URI = "policy_uri";
    static final String POST_LOGOUT_REDIRECT_URIS = "post_logout_redirect_uris";
    static final String REDIRECT_URIS = "redirect_uris";
    static final String REQUIRE_AUTH_TIME = "require_auth_time";
    static final String REQUIRE_PUSHED_AUTHORIZATION_REQUESTS = "require_pushed_authorization_requests";
    static final String RESPONSE_TYPES = "response_types";
    static final String SCOPE = "scope";
    static final String SECTOR_IDENTIFIER_URI = "sector_identifier_uri";
    static final String SOFTWARE_ID = "software_id";
    static final String SOFTWARE_VERSION = "software_version";
    static final String SUBJECT_TYPE = "subject_type";
    static final String TOKEN_ENDPOINT_AUTH_METHOD = "token_endpoint_auth_method";
    static final String TOKEN_ENDPOINT_AUTH_SIGNING_ALG = "token_endpoint_auth_signing_alg";
    static final String TOS_URI = "tos_uri";
    static final String USERINFO_SIGNED_RESPONSE_ALG = "userinfo_signed_response_alg";

    private static final Set<String> KNOWN = Set.of(
            APPLICATION_TYPE,
            BACKCHANNEL_LOGOUT_SESSION_REQUIRED,
            BACKCHANNEL_LOGOUT_URI,
            CLIENT_NAME,
            CLIENT_URI,
            CONTACTS,
            DEFAULT_ACR_VALUES,
            DEFAULT_MAX_AGE,
            DPOP_BOUND_ACCESS_TOKENS,
            GRANT_TYPES,
            ID_TOKEN_SIGNED_RESPONSE_ALG,
            INITIATE_LOGIN_URI,
            JWKS,
            JWKS_URI,
            LOGO_URI,
            POLICY_URI,
            POST_LOGOUT_REDIRECT_URIS,
            REDIRECT_URIS,
            REQUIRE_AUTH_TIME,
            REQUIRE_PUSHED_AUTHORIZATION_REQUESTS,
            RESPONSE_TYPES,
            SCOPE,
            SECTOR_IDENTIFIER_URI,
            SOFTWARE_ID,
            SOFTWARE_VERSION,
            SUBJECT_TYPE,
            TOKEN_ENDPOINT_AUTH_METHOD,
            TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
            TOS_URI,
            USERINFO_SIGNED_RESPONSE_ALG);

    /** RFC 7591, section 2.2: a human-readable value may come in several languages. */
    private static final Pattern IN_A_LANGUAGE =
            Pattern.compile("(client_name|client_uri|logo_uri|policy_uri|tos_uri)#[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

    private ClientMetadataNames() {}

    /** Whether the name means something here, {@code client_name#de} included. */
    public static boolean isKnown(String name) {
        return KNOWN.contains(name) || isInALanguage(name);
    }

    static boolean isInALanguage(String name) {
        return IN_A_LANGUAGE.matcher(name).matches();
    }
}
