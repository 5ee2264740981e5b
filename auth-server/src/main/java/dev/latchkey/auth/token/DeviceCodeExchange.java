package dev.latchkey.auth.token;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.device.DeviceGrants;
import dev.latchkey.auth.dpop.DPoPProof;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers a device and, once it is allowed, opens the grant and begins its chain of refresh tokens: one commit. */
@Service
class DeviceCodeExchange {

    private final DeviceGrants devices;
    private final RefreshTokens refreshTokens;
    private final TokenProofs proofs;

    DeviceCodeExchange(DeviceGrants devices, RefreshTokens refreshTokens, TokenProofs proofs) {
        this.devices = devices;
        this.refreshTokens = refreshTokens;
        this.proofs = proofs;
    }

    /** @param refreshToken null until the device is allowed, and for a client that is not registered for refreshing */
    record Exchanged(DeviceGrants.Poll poll, @Nullable String refreshToken) {}

    @Transactional
    public Exchanged exchange(String deviceCode, Client client, @Nullable DPoPProof proof) {
        DeviceGrants.Poll poll = devices.poll(deviceCode, client, proof == null ? null : proof.thumbprint());
        @Nullable
        String refreshToken = poll.grant()
                .filter(grant -> client.grantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN))
                .map(grant -> refreshTokens.first(grant, client))
                .orElse(null);
        if (poll.grant().isPresent()) {
            // A device that is to wait may show its proof again. One that was used before undoes all of this.
            proofs.spend(proof);
        }
        return new Exchanged(poll, refreshToken);
    }
}
