package dev.latchkey.auth.security;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.key.TokenSigner;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.http.converter.OAuth2TokenIntrospectionHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the answer to an introspection: JSON (RFC 7662 §2.2), or the same signed and for this caller only, if it asks for
 * that (RFC 9701 §4, §5).
 */
@Component
class IntrospectionResponses implements AuthenticationSuccessHandler {

    private static final MediaType SIGNED = MediaType.parseMediaType("application/token-introspection+jwt");
    private static final String TYPE = "token-introspection+jwt";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final OAuth2TokenIntrospectionHttpMessageConverter converter =
            new OAuth2TokenIntrospectionHttpMessageConverter();
    private final TokenSigner signer;
    private final Issuer issuer;
    private final JsonMapper json;
    private final Clock clock;

    IntrospectionResponses(TokenSigner signer, Issuer issuer, JsonMapper json, Clock clock) {
        this.signer = signer;
        this.issuer = issuer;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2TokenIntrospectionAuthenticationToken answered =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        byte[] answer = json(answered.getTokenClaims());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (asksForSigned(request)) {
            String caller = ((Authentication) answered.getPrincipal()).getName();
            response.setContentType(SIGNED.toString());
            response.getOutputStream().write(signed(caller, answer).getBytes(StandardCharsets.US_ASCII));
        } else {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(answer);
        }
    }

    /** Only by its own name: a request that takes anything gets what RFC 7662 says. */
    private static boolean asksForSigned(HttpServletRequest request) {
        try {
            return MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT)).stream()
                    .anyMatch(type -> type.equalsTypeAndSubtype(SIGNED) && type.getQualityValue() > 0);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Neither {@code sub} nor {@code exp} stands outside, so that nobody takes it for another kind of token (§5). */
    private String signed(String caller, byte[] answer) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer.value())
                .audience(List.of(caller))
                .issueTime(Date.from(clock.instant()))
                .claim("token_introspection", json.readValue(answer, OBJECT))
                .build();
        return signer.sign(SigningAlgorithm.ES256, TYPE, claims);
    }

    private byte[] json(OAuth2TokenIntrospection introspection) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        converter.write(introspection, null, new HttpOutputMessage() {

            private final HttpHeaders headers = new HttpHeaders();

            @Override
            public OutputStream getBody() {
                return bytes;
            }

            @Override
            public HttpHeaders getHeaders() {
                return headers;
            }
        });
        return bytes.toByteArray();
    }
}
