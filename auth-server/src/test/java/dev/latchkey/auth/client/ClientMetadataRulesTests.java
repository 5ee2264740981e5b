package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts from a registration that is right and changes one thing. */
class ClientMetadataRulesTests {

    private static final Set<String> SCOPES = Set.of("openid", "profile", "notes:read");

    private static final Map<String, Object> RIGHT = Map.of(
            "client_name",
            "Web",
            "redirect_uris",
            List.of("https://rp.example.test/cb"),
            "grant_types",
            List.of("authorization_code", "refresh_token", "client_credentials"),
            "response_types",
            List.of("code"),
            "scope",
            "openid notes:read",
            "token_endpoint_auth_method",
            "client_secret_basic");

    @Test
    void passesARegistrationThatIsRight() {
        assertThatNoException().isThrownBy(() -> check(RIGHT));
    }

    @Test
    void passesEveryNameThatItKnows() throws JOSEException {
        Map<String, Object> full = new HashMap<>(RIGHT);
        full.putAll(Map.of(
                "application_type",
                "web",
                "backchannel_logout_session_required",
                true,
                "backchannel_logout_uri",
                "http://localhost:8080/logout/connect/back-channel/latchkey",
                "client_name#de",
                "Netz",
                "client_uri",
                "https://rp.example.test/",
                "contacts",
                List.of("ops@example.test"),
                "default_acr_values",
                List.of("urn:example:mfa"),
                "default_max_age",
                3600,
                "dpop_bound_access_tokens",
                true));
        full.putAll(Map.of(
                "id_token_signed_response_alg", "ES256",
                "initiate_login_uri", "https://rp.example.test/start",
                "jwks", jwks(publicKey("a"), publicKey("b")),
                "logo_uri", "https://rp.example.test/logo.png",
                "policy_uri#de-DE", "https://rp.example.test/de/policy",
                "post_logout_redirect_uris", List.of("https://rp.example.test/"),
                "require_auth_time", true,
                "require_pushed_authorization_requests", true,
                "software_id", "4NRB1-0XZABZI9E6-5SM3R"));
        full.putAll(Map.of(
                "software_version", "2.1",
                "subject_type", "public",
                "token_endpoint_auth_method", "private_key_jwt",
                "token_endpoint_auth_signing_alg", "ES256",
                "tos_uri", "https://rp.example.test/tos"));
        assertThatNoException().isThrownBy(() -> check(full));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.test/cb https://b.test/cb",
                "http://127.0.0.1/cb",
                "http://localhost:8080/cb",
                "com.example.app:/cb",
                "https://a.test/cb com.example.app:/cb"
            })
    void refusesPairwiseSubjectsWithoutASector(String redirectUris) {
        Map<String, Object> client = new LinkedHashMap<>(Map.of(
                "application_type", "native",
                "subject_type", "pairwise",
                "redirect_uris", List.of(redirectUris.split(" "))));
        refuses(client, "sector_identifier_uri");

        client.put("sector_identifier_uri", "https://a.test/sector.json");
        assertThatNoException().isThrownBy(() -> check(client));
    }

    @Test
    void passesTheDefaultsOfTheStandard() {
        assertThatNoException().isThrownBy(() -> check(Map.of("redirect_uris", List.of("https://rp.example.test/cb"))));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                one("grant_type", List.of("authorization_code"), "grant_type"),
                one("client_secret_expires_at", 1, "client_secret_expires_at"),
                one("client_name#d e", "x", "client_name#d e"),
                one("grant_types", List.of(), "grant_types"),
                one("grant_types", "authorization_code", "grant_types"),
                one("grant_types", List.of("authorization_code", "password"), "grant_types[1]"),
                one("grant_types", List.of("authorization_code", "implicit"), "grant_types[1]"),
                one("grant_types", List.of("authorization_code", "authorization_code"), "grant_types[1]"),
                one("grant_types", List.of(1), "grant_types[0]"),
                one("response_types", List.of("token"), "response_types"),
                one("response_types", List.of("code", "id_token"), "response_types"),
                one("response_types", List.of(), "response_types"),
                one("token_endpoint_auth_method", "client_secret_jwt", "token_endpoint_auth_method"),
                one("token_endpoint_auth_method", "private_key_jwt", "token_endpoint_auth_method"),
                one("token_endpoint_auth_method", "none", "grant_types"),
                one("token_endpoint_auth_method", 1, "token_endpoint_auth_method"),
                one("token_endpoint_auth_signing_alg", "ES256", "token_endpoint_auth_signing_alg"),
                one("application_type", "desktop", "application_type"),
                one("redirect_uris", List.of(), "redirect_uris"),
                one(
                        "redirect_uris",
                        List.of("https://rp.example.test/cb", "http://rp.example.test/"),
                        "redirect_uris[1]"),
                one("redirect_uris", Collections.nCopies(2, "https://rp.example.test/cb"), "redirect_uris[1]"),
                one("redirect_uris", List.of("com.example.app:/cb"), "redirect_uris[0]"),
                one("redirect_uris", uris(51), "redirect_uris"),
                one("post_logout_redirect_uris", List.of("https://*.example.test/"), "post_logout_redirect_uris[0]"),
                one("client_uri", "javascript:alert(1)", "client_uri"),
                one("client_uri#de", "javascript:alert(1)", "client_uri#de"),
                one("logo_uri", "data:image/svg+xml,x", "logo_uri"),
                one("policy_uri", "http://rp.example.test/", "policy_uri"),
                one("tos_uri", "https://rp.example.test/#x", "tos_uri"),
                one("initiate_login_uri", "com.example.app:/start", "initiate_login_uri"),
                one("backchannel_logout_uri", "http://10.0.0.1/logout", "backchannel_logout_uri"),
                one("jwks_uri", "http://169.254.169.254/latest", "jwks_uri"),
                one("scope", "openid notes:admin", "scope"),
                one("scope", "openid openid", "scope"),
                one("scope", "openid  profile", "scope"),
                one("scope", List.of("openid"), "scope"),
                one("id_token_signed_response_alg", "none", "id_token_signed_response_alg"),
                one("id_token_signed_response_alg", "HS256", "id_token_signed_response_alg"),
                one("subject_type", "ephemeral", "subject_type"),
                one("default_max_age", -1, "default_max_age"),
                one("default_max_age", "3600", "default_max_age"),
                one("default_acr_values", "mfa", "default_acr_values"),
                one("require_auth_time", "true", "require_auth_time"),
                one("dpop_bound_access_tokens", "true", "dpop_bound_access_tokens"),
                one("require_pushed_authorization_requests", 1, "require_pushed_authorization_requests"),
                one("backchannel_logout_session_required", "no", "backchannel_logout_session_required"),
                one("client_name", " Web", "client_name"),
                one("client_name", "", "client_name"),
                one("client_name", "We\u202Eb", "client_name"),
                one("client_name", "We\u200Bb", "client_name"),
                one("client_name", "We\nb", "client_name"),
                one("client_name", "x".repeat(101), "client_name"),
                one("client_name#de", "Ne\u202Etz", "client_name#de"),
                one("software_version", "2\u0000", "software_version"),
                one("software_id", "x".repeat(2001), "software_id"),
                one("default_acr_values", List.of("x\u0000"), "default_acr_values"),
                one("jwks", Map.of("keys", List.of(Map.of("\u0000", 1))), "jwks"),
                one("contacts", List.of("nobody"), "contacts[0]"),
                one("contacts", Collections.nCopies(11, "ops@example.test"), "contacts"),
                one("default_acr_values", Collections.nCopies(51, "x"), "default_acr_values"),
                one("jwks", "{}", "jwks"),
                one("jwks", Map.of(), "jwks"),
                one("jwks", Map.of("keys", List.of()), "jwks"));
    }

    /** Or else a rule could be taken away and no test would notice. */
    @Test
    void hasNoRuleThatAnotherOneMakesNeedless() throws Exception {
        List<Map<String, Object>> wrong = new ArrayList<>();
        broken().forEach(example -> wrong.add(with(Map.of((String) example.get()[0], example.get()[1]))));
        wrong.add(with(Map.of("jwks", jwks(publicKey("a")), "jwks_uri", "https://rp.example.test/jwks")));
        wrong.add(with(Map.of("jwks", jwks(rsa(1024)))));
        wrong.add(Map.of("grant_types", List.of("refresh_token", "client_credentials")));
        wrong.add(with(Map.of(
                "subject_type", "pairwise", "redirect_uris", List.of("https://a.test/cb", "https://b.test/cb"))));
        assertThat(ClientMetadataRules.RULES)
                .allSatisfy(rule -> assertThat(wrong)
                        .anySatisfy(metadata -> assertThat(
                                        ClientMetadataRules.RULES.stream().filter(other -> refuses(other, metadata)))
                                .containsExactly(rule)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesARegistrationWithOneThingWrong(String name, Object value, String path) {
        Map<String, Object> metadata = new HashMap<>(RIGHT);
        metadata.put(name, value);
        refuses(metadata, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"})
    void refusesPublicClientsThatWouldActForThemselves(String grantType) {
        Map<String, Object> metadata = new HashMap<>(RIGHT);
        metadata.put("token_endpoint_auth_method", "none");
        metadata.put("grant_types", List.of("authorization_code"));
        assertThatNoException().isThrownBy(() -> check(metadata));
        metadata.put("grant_types", List.of("authorization_code", grantType));
        refuses(metadata, "grant_types");
    }

    @Test
    void refusesRefreshTokensThatNothingGives() {
        refuses(Map.of("grant_types", List.of("refresh_token", "client_credentials")), "grant_types");
        assertThatNoException()
                .isThrownBy(() -> check(Map.of(
                        "grant_types",
                        List.of("refresh_token", "urn:ietf:params:oauth:grant-type:device_code"),
                        "response_types",
                        List.of())));
    }

    @Test
    void refusesResponseTypesWithoutTheGrantForThem() {
        refuses(
                Map.of("grant_types", List.of("client_credentials"), "response_types", List.of("code")),
                "response_types");
    }

    @Test
    void refusesKeysGivenTwice() throws JOSEException {
        refuses(with(Map.of("jwks", jwks(publicKey("a")), "jwks_uri", "https://rp.example.test/jwks")), "jwks");
    }

    @Test
    void refusesKeysThatAreSecretWeakOrAmbiguous() throws Exception {
        refuses(with(Map.of("jwks", jwks(new ECKeyGenerator(Curve.P_256).generate()))), "jwks.keys[0]");
        refuses(with(Map.of("jwks", jwks(new OctetSequenceKeyGenerator(256).generate()))), "jwks.keys[0]");
        refuses(with(Map.of("jwks", jwks(rsa(1024)))), "jwks.keys[0]");
        refuses(
                with(Map.of(
                        "jwks", jwks(new ECKeyGenerator(Curve.P_521).generate().toPublicJWK()))),
                "jwks.keys[0]");
        refuses(with(Map.of("jwks", jwks(publicKey("a"), publicKey("a")))), "jwks.keys[1]");
        assertThatNoException().isThrownBy(() -> check(with(Map.of("jwks", jwks(rsa(2048))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "none", "RS1"})
    void refusesAssertionAlgorithmsThatItDoesNotOffer(String algorithm) throws JOSEException {
        refuses(
                with(Map.of(
                        "token_endpoint_auth_method",
                        "private_key_jwt",
                        "jwks",
                        jwks(publicKey("a")),
                        "token_endpoint_auth_signing_alg",
                        algorithm)),
                "token_endpoint_auth_signing_alg");
    }

    @Test
    void refusesDeepNesting() {
        Object deep = "x";
        for (int i = 0; i < 1000; i++) {
            deep = List.of(deep);
        }
        refuses(with(Map.of("contacts", deep)), "contacts");
    }

    @Test
    void namesTheErrorOfRedirectUrisAsTheStandardDoes() {
        assertThat(new InvalidClientMetadataException("redirect_uris[0]", "x").errorCode())
                .isEqualTo("invalid_redirect_uri");
        assertThat(new InvalidClientMetadataException("scope", "x").errorCode()).isEqualTo("invalid_client_metadata");
    }

    private static Arguments one(String name, Object value, String path) {
        return Arguments.of(name, value, path);
    }

    private static Map<String, Object> with(Map<String, Object> changes) {
        Map<String, Object> metadata = new HashMap<>(RIGHT);
        metadata.putAll(changes);
        return metadata;
    }

    private static void check(Map<String, Object> metadata) {
        ClientMetadataRules.check(metadata, SCOPES::contains);
    }

    private static void refuses(Map<String, Object> metadata, String path) {
        assertThatExceptionOfType(InvalidClientMetadataException.class)
                .isThrownBy(() -> check(metadata))
                .satisfies(e -> assertThat(e.path()).isEqualTo(path));
    }

    private static boolean refuses(ClientMetadataRule rule, Map<String, Object> metadata) {
        try {
            rule.check(new ClientMetadata(metadata), SCOPES::contains);
            return false;
        } catch (InvalidClientMetadataException e) {
            return true;
        }
    }

    private static List<String> uris(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "https://rp.example.test/" + i)
                .toList();
    }

    private static Map<String, Object> jwks(JWK... keys) {
        return Map.of("keys", Arrays.stream(keys).map(JWK::toJSONObject).toList());
    }

    private static ECKey publicKey(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate().toPublicJWK();
    }

    private static RSAKey rsa(int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return new RSAKey.Builder((RSAPublicKey) generator.generateKeyPair().getPublic()).build();
    }
}
