package dev.latchkey.notes.security;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells clients which authorization server, scopes and proofs this API works with.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728">RFC 9728, OAuth 2.0 Protected Resource Metadata</a>
 */
@RestController
class ResourceMetadataController {

    static final String PATH = "/.well-known/oauth-protected-resource";

    private final Map<String, Object> metadata;

    ResourceMetadataController(ResourceProperties properties) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("resource", properties.audience());
        document.put("resource_name", "Notes");
        document.put("resource_documentation", properties.address() + "/docs");
        document.put("authorization_servers", List.of(properties.issuer().toString()));
        document.put("scopes_supported", Scopes.ALL);
        document.put("bearer_methods_supported", List.of("header"));
        document.put("dpop_signing_alg_values_supported", ProofRules.ALGORITHMS);
        document.put("dpop_bound_access_tokens_required", false);
        this.metadata = document;
    }

    @GetMapping(PATH)
    @CrossOrigin
    ResponseEntity<Map<String, Object>> metadata() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic())
                .body(metadata);
    }

    static String urlOf(URI baseUrl) {
        return baseUrl + PATH;
    }
}
