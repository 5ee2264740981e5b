package dev.latchkey.auth.security;

import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the metadata (RFC 8414 §3, OpenID Connect Discovery §4). */
@RestController
class MetadataController {

    private final Metadata metadata;

    MetadataController(Metadata metadata) {
        this.metadata = metadata;
    }

    @GetMapping("/.well-known/oauth-authorization-server")
    ResponseEntity<Map<String, Object>> authorizationServer() {
        return json(metadata.authorizationServer());
    }

    @GetMapping("/.well-known/openid-configuration")
    ResponseEntity<Map<String, Object>> openIdProvider() {
        return json(metadata.openIdProvider());
    }

    /** Whatever the Accept header says: a person who looks at it in a browser asks for HTML first. */
    private static ResponseEntity<Map<String, Object>> json(Map<String, Object> document) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }
}
