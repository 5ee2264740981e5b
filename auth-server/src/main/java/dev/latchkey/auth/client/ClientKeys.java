package dev.latchkey.auth.client;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import dev.latchkey.auth.jose.JwsSignatures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The keys with which a client signs: those it registered, or those at the address it registered. */
@Component
class ClientKeys {

    /** Without a {@code kid} each of them is tried. */
    private static final int MOST_CANDIDATES = 10;

    private final RemoteKeySets remote;

    ClientKeys(RemoteKeySets remote) {
        this.remote = remote;
    }

    /**
     * The keys that may have signed a token with this header.
     *
     * @param keyId the {@code kid}: only a name for one of the keys that are known
     */
    List<JWK> of(Client client, String algorithm, @Nullable String keyId) {
        return known(client, keyId).stream()
                .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
                .filter(key -> key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                .filter(key -> key.getAlgorithm() == null
                        || algorithm.equals(key.getAlgorithm().getName()))
                .filter(key -> JwsSignatures.fits(algorithm, key))
                .limit(MOST_CANDIDATES)
                .toList();
    }

    private List<JWK> known(Client client, @Nullable String keyId) {
        String inline = client.jwks();
        if (inline != null) {
            return KeySetDocument.keysIn(inline);
        }
        String address = client.jwksUri();
        return address == null ? List.of() : remote.keysAt(address, client.id(), keyId);
    }
}
