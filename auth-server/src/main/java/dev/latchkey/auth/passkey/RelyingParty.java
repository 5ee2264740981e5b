package dev.latchkey.auth.passkey;

import dev.latchkey.auth.web.Issuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.stereotype.Component;

/** Who asks for passkeys: the issuer, and nobody a request could name. */
@Component
class RelyingParty {

    /** In the order of our liking. Offered to the browser, and held against what it answers. */
    static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            PublicKeyCredentialParameters.ES256,
            PublicKeyCredentialParameters.EdDSA,
            PublicKeyCredentialParameters.RS256);

    private final String id;
    private final String origin;
    private final PasskeyProperties properties;

    RelyingParty(Issuer issuer, PasskeyProperties properties) {
        this.id = URI.create(issuer.value()).getHost();
        this.origin = issuer.origin();
        this.properties = properties;
    }

    String id() {
        return id;
    }

    Set<String> origins() {
        return Set.of(origin);
    }

    PublicKeyCredentialRpEntity entity() {
        return PublicKeyCredentialRpEntity.builder()
                .id(id)
                .name(properties.relyingPartyName())
                .build();
    }

    Duration timeout() {
        return properties.challengeLifetime();
    }
}
