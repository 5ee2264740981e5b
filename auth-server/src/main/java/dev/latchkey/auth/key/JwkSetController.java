package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The published key set (RFC 7517 §5). */
@RestController
class JwkSetController {


    private final SigningKeys keys;
    private final CacheControl cacheControl;
    private volatile Rendered rendered = new Rendered(new JWKSet(), new byte[0]);

    JwkSetController(SigningKeys keys, KeyProperties properties) {
        this.keys = keys;
        this.cacheControl = CacheControl.maxAge(properties.jwksMaxAge()).cachePublic();
    }

    @GetMapping("/oauth2/jwks")
    ResponseEntity<byte[]> keySet() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(cacheControl)
                .body(json());
    }

    private byte[] json() {
        JWKSet current = keys.published();
        Rendered known = rendered;
        if (known.keySet() != current) {
            known = new Rendered(current, current.toString(true).getBytes(StandardCharsets.UTF_8));
            rendered = known;
        }
        return known.json();
    }

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class, never compared
    private record Rendered(JWKSet keySet, byte[] json) {}
}
