package dev.latchkey.auth.passkey;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@code PublicKeyCredential.toJSON()} writes (Web Authentication Level 3 §5.1). Only what is needed, each part of the
 * form it has to have: nothing else reaches the code that decodes it.
 */
final class CredentialJson {

    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int MOST_CREDENTIAL_ID_BYTES = 1023;
    private static final int MOST_TRANSPORTS = 10;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode credential;
    private final JsonNode response;

    private CredentialJson(JsonNode credential) throws MalformedCredentialException {
        this.credential = credential;
        this.response = credential.path("response");
        if (!"public-key".equals(credential.path("type").asString(""))) {
            throw new MalformedCredentialException("The type is not public-key");
        }
    }

    static CredentialJson parse(String json) throws MalformedCredentialException {
        if (json.length() > MOST_CHARACTERS) {
            throw new MalformedCredentialException("Longer than any credential");
        }
        return new CredentialJson(tree(json));
    }

    /** The challenge that the browser says it answers. */
    byte[] challenge() throws MalformedCredentialException {
        JsonNode clientData = tree(new String(clientData(), StandardCharsets.UTF_8));
        return bytes(clientData, "challenge");
    }

    byte[] credentialId() throws MalformedCredentialException {
        byte[] id = bytes(credential, "rawId");
        if (id.length == 0 || id.length > MOST_CREDENTIAL_ID_BYTES) {
            throw new MalformedCredentialException("No length of a credential id: " + id.length);
        }
        return id;
    }

    byte[] clientData() throws MalformedCredentialException {
        return bytes(response, "clientDataJSON");
    }

    byte[] attestationObject() throws MalformedCredentialException {
        return bytes(response, "attestationObject");
    }

    byte[] authenticatorData() throws MalformedCredentialException {
        return bytes(response, "authenticatorData");
    }

    byte[] signature() throws MalformedCredentialException {
        return bytes(response, "signature");
    }

    /** The handle of the account, which only a discoverable credential knows. */
    byte @Nullable [] userHandle() throws MalformedCredentialException {
        return response.path("userHandle").isString() ? bytes(response, "userHandle") : null;
    }

    /** How the authenticator can be reached; a hint for later, so what looks odd is left out. */
    List<String> transports() {
        return StreamSupport.stream(response.path("transports").spliterator(), false)
                .map(transport -> transport.asString(""))
                .filter(transport -> transport.matches("[a-z][a-z-]{0,31}"))
                .distinct()
                .limit(MOST_TRANSPORTS)
                .toList();
    }

    /** For Spring Security's operations, which take what a browser sent in this form. */
    <R extends AuthenticatorResponse> PublicKeyCredential<R> with(R response) throws MalformedCredentialException {
        Bytes id = new Bytes(credentialId());
        PublicKeyCredential.PublicKeyCredentialBuilder<R> builder = PublicKeyCredential.builder();
        builder.type(PublicKeyCredentialType.PUBLIC_KEY);
        builder.id(id.toBase64UrlString());
        builder.rawId(id);
        builder.response(response);
        return builder.build();
    }

    private static JsonNode tree(String json) throws MalformedCredentialException {
        try {
            return STRICT.readTree(json);
        } catch (JacksonException notJson) {
            throw new MalformedCredentialException("Not JSON", notJson);
        }
    }

    private static byte[] bytes(JsonNode parent, String name) throws MalformedCredentialException {
        JsonNode value = parent.path(name);
        if (!value.isString()) {
            throw new MalformedCredentialException("No " + name);
        }
        try {
            return Base64.getUrlDecoder().decode(value.asString());
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedCredentialException(name + " is not base64url", notBase64);
        }
    }
}
