package dev.latchkey.auth.key;

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

    JwkSetController(SigningKeys keys, KeyProperties properties) {
        this.keys = keys;
        this.cacheControl = CacheControl.maxAge(properties.jwksMaxAge()).cachePublic();
    }

    @GetMapping("/oauth2/jwks")
    ResponseEntity<byte[]> keySet() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(cacheControl)
                .body(keys.published());
    }
}
