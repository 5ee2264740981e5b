package dev.latchkey.notes.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** An access token as our authorization server issues it; a test changes one thing and signs. */
public final class AccessToken {

    private final Map<String, Object> header = new LinkedHashMap<>();

    private final Map<String, Object> claims = new LinkedHashMap<>();

    private JWK key;

    AccessToken(TestIssuer issuer) {
        key = issuer.signingKey();
        long now = Instant.now().getEpochSecond();
        header.put("typ", "at+jwt");
        header.put("alg", "ES256");
        header.put("kid", key.getKeyID());
        claims.put("iss", issuer.url());
        claims.put("sub", UUID.randomUUID().toString());
        claims.put("aud", TestIssuer.AUDIENCE);
        claims.put("client_id", "demo");
        claims.put("scope", "openid notes:read notes:write");
        claims.put("iat", now);
        claims.put("exp", now + 900);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("auth_time", now);
        claims.put("acr", "urn:latchkey:acr:1fa");
        claims.put("amr", new String[] {"pwd"});
    }

    public AccessToken with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    public AccessToken without(String claim) {
        claims.remove(claim);
        return this;
    }

    public AccessToken header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public AccessToken withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    public AccessToken signedBy(JWK other) {
        key = other;
        return this;
    }

    public String headerJson() {
        return JsonMapper.shared().writeValueAsString(header);
    }

    public String claimsJson() {
        return JsonMapper.shared().writeValueAsString(claims);
    }

    public String sign() {
        return sign(headerJson(), claimsJson(), key);
    }

    /** Signs exactly these texts, so that they may be what no library would write. */
    public static String sign(String header, String claims, JWK key) {
        String input = encode(header) + "." + encode(claims);
        return input + "." + signature(input, key);
    }

    public static String encode(String text) {
        return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Base64URL signature(String input, JWK key) {
        try {
            boolean elliptic = key instanceof ECKey;
            JWSSigner signer = elliptic ? new ECDSASigner((ECKey) key) : new RSASSASigner((RSAKey) key);
            JWSHeader algorithm = new JWSHeader(elliptic ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256);
            return signer.sign(algorithm, input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
