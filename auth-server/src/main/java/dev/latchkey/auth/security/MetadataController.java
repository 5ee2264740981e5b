package dev.latchkey.auth.security;

import java.util.Map;
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
    Map<String, Object> authorizationServer() {
        return metadata.authorizationServer();
    }

    @GetMapping("/.well-known/openid-configuration")
    Map<String, Object> openIdProvider() {
        return metadata.openIdProvider();
    }
}
