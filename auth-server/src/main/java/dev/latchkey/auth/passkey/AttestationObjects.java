package dev.latchkey.auth.passkey;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Attestation objects (Web Authentication Level 3 §6.5). We ask for no attestation, so a statement that comes all the same is
 * neither believed nor kept: it says which device somebody has, and a forged one could say anything.
 */
final class AttestationObjects {

    private static final CBORMapper CBOR = CBORMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AttestationObjects() {}

    /** The same with the statement that says nothing (§8.7). */
    static byte[] withoutStatement(byte[] attestationObject) throws MalformedCredentialException {
        try {
            JsonNode tree = CBOR.readTree(attestationObject);
            if (!tree.isObject()
                    || !Set.copyOf(tree.propertyNames()).equals(Set.of("fmt", "attStmt", "authData"))
                    || !tree.path("authData").isBinary()) {
                throw new MalformedCredentialException("Not an attestation object");
            }
            Map<String, Object> bare = new LinkedHashMap<>();
            bare.put("fmt", "none");
            bare.put("attStmt", Map.of());
            bare.put("authData", tree.path("authData").binaryValue());
            return CBOR.writeValueAsBytes(bare);
        } catch (JacksonException notCbor) {
            throw new MalformedCredentialException("Not CBOR", notCbor);
        }
    }
}
