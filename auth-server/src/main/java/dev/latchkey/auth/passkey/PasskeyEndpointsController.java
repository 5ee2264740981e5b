package dev.latchkey.auth.passkey;

import dev.latchkey.auth.web.Issuer;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells password managers where passkeys are made and managed.
 *
 * @see <a href="https://www.w3.org/TR/passkey-endpoints/">A Well-Known URL for Relying Party Passkey Endpoints</a>
 */
@RestController
class PasskeyEndpointsController {

    private final Issuer issuer;

    PasskeyEndpointsController(Issuer issuer) {
        this.issuer = issuer;
    }

    @GetMapping("/.well-known/passkey-endpoints")
    ResponseEntity<Map<String, String>> endpoints() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "enroll", issuer.url(PasskeysController.NEW), "manage", issuer.url(PasskeysController.PATH)));
    }
}
