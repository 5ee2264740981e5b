package dev.latchkey.auth.clientregistration;

import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks whether the owner of a sector knows the client (OpenID Connect Registration §5): the document at {@code
 * sector_identifier_uri} names every redirect URI.
 */
@Component
class SectorIdentifiers {

    private static final String NAME = "sector_identifier_uri";

    private final OutboundClient outbound;
    private final JsonMapper json = new JsonMapper();

    SectorIdentifiers(OutboundClient outbound) {
        this.outbound = outbound;
    }

    /** @throws InvalidClientMetadataException if the document cannot be had, or leaves a redirect URI out */
    void check(Map<String, Object> metadata) {
        if (!(metadata.get(NAME) instanceof String address)) {
            return;
        }
        if (!(metadata.get("redirect_uris") instanceof List<?> redirectUris)
                || !named(address).containsAll(redirectUris)) {
            throw new InvalidClientMetadataException(NAME, "does not name every redirect URI");
        }
    }

    private Set<String> named(String address) {
        Set<String> named = new HashSet<>();
        try {
            JsonNode document =
                    json.readTree(outbound.get(address, "application/json").body());
            if (document.isArray()) {
                document.forEach(entry -> named.add(entry.stringValue("")));
            }
        } catch (OutboundException | JacksonException notThere) {
            throw new InvalidClientMetadataException(NAME, "could not be read");
        }
        return named;
    }
}
