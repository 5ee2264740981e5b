package dev.latchkey.auth.security;

import dev.latchkey.auth.client.ClientMetadataRules;
import dev.latchkey.auth.clientregistration.RegistrationProperties;
import dev.latchkey.auth.dpop.DPoPProofs;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.session.AuthenticationContext;
import dev.latchkey.auth.session.SignUps;
import dev.latchkey.auth.web.Issuer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What this server says of itself. Nothing stands here that does not work: a test walks every value and uses it. */
@Component
class Metadata {

    private static final List<String> CLIENT_AUTHENTICATION =
            List.of("client_secret_basic", "client_secret_post", "private_key_jwt");
    private static final List<String> WITH_PUBLIC_CLIENTS =
            List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");

    private final Issuer issuer;
    private final Scopes scopes;
    private final RegistrationProperties registration;
    private final Optional<SignUps> signUps;

    Metadata(Issuer issuer, Scopes scopes, Optional<SignUps> signUps, RegistrationProperties registration) {
        this.issuer = issuer;
        this.registration = registration;
        this.scopes = scopes;
        this.signUps = signUps;
    }

    /** RFC 8414 §2. */
    Map<String, Object> authorizationServer() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer.value());
        metadata.put("authorization_endpoint", issuer.url("/oauth2/authorize"));
        metadata.put("token_endpoint", issuer.url("/oauth2/token"));
        metadata.put("device_authorization_endpoint", issuer.url("/oauth2/device_authorization"));
        metadata.put("introspection_endpoint", issuer.url("/oauth2/introspect"));
        metadata.put("revocation_endpoint", issuer.url("/oauth2/revoke"));
        metadata.put("pushed_authorization_request_endpoint", issuer.url("/oauth2/par"));
        metadata.put("require_pushed_authorization_requests", false);
        metadata.put("jwks_uri", issuer.url("/oauth2/jwks"));
        metadata.put("scopes_supported", scopesForEveryone());
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query", "form_post"));
        metadata.put(
                "grant_types_supported",
                List.of(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "urn:ietf:params:oauth:grant-type:token-exchange"));
        metadata.put("token_endpoint_auth_methods_supported", WITH_PUBLIC_CLIENTS);
        metadata.put("introspection_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        metadata.put("revocation_endpoint_auth_methods_supported", WITH_PUBLIC_CLIENTS);
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            metadata.put(
                    endpoint + "_endpoint_auth_signing_alg_values_supported",
                    ClientMetadataRules.CLIENT_ASSERTION_ALGORITHMS);
        }
        if (registration.isOffered()) {
            metadata.put("registration_endpoint", issuer.url("/connect/register"));
        }
        metadata.put("introspection_signing_alg_values_supported", List.of("ES256"));
        metadata.put("dpop_signing_alg_values_supported", DPoPProofs.ALGORITHMS);
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        return metadata;
    }

    /** Not those of this server's own API: no client is given them by asking, and its own metadata names them (RFC 9728). */
    private List<String> scopesForEveryone() {
        return scopes.published();
    }

    private List<String> prompts() {
        List<String> prompts = List.of("none", "login", "consent", "select_account");
        // Initiating User Registration via OpenID Connect §4.2
        return signUps.map(SignUps::areOpen).orElse(false)
                ? Stream.concat(prompts.stream(), Stream.of("create")).toList()
                : prompts;
    }

    /** OpenID Connect Discovery §3: the same and more. */
    Map<String, Object> openIdProvider() {
        Map<String, Object> metadata = new LinkedHashMap<>(authorizationServer());
        metadata.put("userinfo_endpoint", issuer.url("/userinfo"));
        metadata.put("end_session_endpoint", issuer.url("/connect/logout"));
        metadata.put("backchannel_logout_supported", true);
        metadata.put("backchannel_logout_session_supported", true);
        metadata.put("subject_types_supported", List.of("public", "pairwise"));
        metadata.put("id_token_signing_alg_values_supported", SigningAlgorithm.names());
        metadata.put("userinfo_signing_alg_values_supported", SigningAlgorithm.names());
        metadata.put(
                "acr_values_supported",
                List.of(AuthenticationContext.SINGLE_FACTOR, AuthenticationContext.TWO_FACTORS));
        metadata.put("prompt_values_supported", prompts());
        metadata.put("claim_types_supported", List.of("normal"));
        metadata.put(
                "claims_supported",
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "auth_time",
                        "nonce",
                        "acr",
                        "amr",
                        "sid",
                        "at_hash",
                        "name",
                        "preferred_username",
                        "given_name",
                        "middle_name",
                        "family_name",
                        "nickname",
                        "gender",
                        "profile",
                        "picture",
                        "website",
                        "zoneinfo",
                        "locale",
                        "birthdate",
                        "updated_at",
                        "email",
                        "email_verified",
                        "address",
                        "phone_number",
                        "phone_number_verified",
                        "roles"));
        metadata.put("claims_parameter_supported", true);
        metadata.put("request_parameter_supported", false);
        metadata.put("request_uri_parameter_supported", false);
        return metadata;
    }
}
