package dev.latchkey.auth.administration;

import dev.latchkey.auth.web.Issuer;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a client needs to know to get a token for the API (RFC 9728 §3). */
@RestController
class ResourceMetadataController {

    private final Issuer issuer;

    ResourceMetadataController(Issuer issuer) {
        this.issuer = issuer;
    }

    @GetMapping("/.well-known/oauth-protected-resource" + AdministrationApi.PATH)
    ResponseEntity<Map<String, Object>> metadata() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "resource", AdministrationApi.audience(issuer),
                        "authorization_servers", List.of(issuer.value()),
                        "scopes_supported", AdministrationApi.SCOPES,
                        "bearer_methods_supported", List.of("header"),
                        "resource_name", "Latchkey administration"));
    }
}
