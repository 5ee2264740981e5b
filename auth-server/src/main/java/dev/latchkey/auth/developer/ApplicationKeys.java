package dev.latchkey.auth.developer;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.SecretRotation;
import dev.latchkey.auth.client.SelfRegistration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Public keys in place of secrets: the application signs who it is (private_key_jwt, RFC 7523 §2.2), and nothing that is kept
 * here could be stolen. With the keys the secrets go, so that no forgotten one is left.
 */
@Service
class ApplicationKeys {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final ApplicationRules rules;
    private final SelfRegistration clients;
    private final SecretRotation secrets;
    private final AuditTrail trail;
    private final JsonMapper json = new JsonMapper();

    ApplicationKeys(ApplicationRules rules, SelfRegistration clients, SecretRotation secrets, AuditTrail trail) {
        this.rules = rules;
        this.clients = clients;
        this.secrets = secrets;
        this.trail = trail;
    }

    /**
     * @param jwks the key set as JSON; empty if it is at an address
     * @throws InvalidApplicationException when it holds no keys that can be used, or a private one
     */
    @Transactional
    public void use(UUID actor, Application application, String jwks, String jwksUri) {
        Map<String, Object> metadata = withoutKeys(application);
        metadata.put("token_endpoint_auth_method", "private_key_jwt");
        if (!jwks.isEmpty()) {
            metadata.put("jwks", parse(jwks));
        }
        if (!jwksUri.isEmpty()) {
            metadata.put("jwks_uri", jwksUri);
        }
        change(application, metadata);
        secrets.of(application.id()).forEach(secret -> secrets.revoke(application.id(), secret.id()));
        record(actor, application, "keys");
    }

    /** Back to secrets; the first one is made on the same page. */
    @Transactional
    public void drop(UUID actor, Application application) {
        Map<String, Object> metadata = withoutKeys(application);
        metadata.put("token_endpoint_auth_method", application.kind().authenticationMethod());
        change(application, metadata);
        record(actor, application, "secrets");
    }

    private static Map<String, Object> withoutKeys(Application application) {
        Map<String, Object> metadata = new LinkedHashMap<>(application.metadata());
        metadata.remove("jwks");
        metadata.remove("jwks_uri");
        metadata.remove("token_endpoint_auth_signing_alg");
        return metadata;
    }

    private void change(Application application, Map<String, Object> metadata) {
        try {
            clients.change(application.clientId(), metadata, rules::scopeExists);
        } catch (InvalidClientMetadataException refused) {
            throw new InvalidApplicationException(FormProblem.of(refused));
        }
    }

    private Map<String, Object> parse(String jwks) {
        try {
            return json.readValue(jwks, OBJECT);
        } catch (JacksonException notJson) {
            throw new InvalidApplicationException(FormProblem.of("jwks", "keys"));
        }
    }

    private void record(UUID actor, Application application, String method) {
        trail.record(SecurityEvent.success(SecurityEventType.CLIENT_SECRET_CHANGED)
                .account(actor)
                .client(application.clientId())
                .detail("by", "owner")
                .detail("change", method));
    }
}
