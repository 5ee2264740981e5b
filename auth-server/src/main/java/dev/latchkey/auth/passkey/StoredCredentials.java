package dev.latchkey.auth.passkey;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/**
 * Shows our rows to Spring Security's operations, which look credentials up while they check. What they would save is passed
 * over: what a registration or a use changes is written by {@link Passkeys}, in statements that decide races.
 */
@Component
class StoredCredentials implements UserCredentialRepository {

    private final Passkeys passkeys;

    StoredCredentials(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return passkeys.byCredentialId(credentialId.getBytes())
                .map(StoredCredentials::record)
                .orElse(null);
    }

    @Override
    public void save(CredentialRecord credentialRecord) {}

    @Override
    public List<CredentialRecord> findByUserId(Bytes userId) {
        throw new UnsupportedOperationException("Options are made by PasskeyOptions");
    }

    @Override
    public void delete(Bytes credentialId) {
        throw new UnsupportedOperationException("Passkeys are removed by their owners");
    }

    private static CredentialRecord record(Passkey passkey) {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(passkey.credentialId())
                .userEntityUserId(passkey.userHandle())
                .publicKey(new ImmutablePublicKeyCose(passkey.publicKey().getBytes()))
                .attestationObject(passkey.attestationObject())
                .signatureCount(passkey.signCount())
                .backupEligible(passkey.backupEligible())
                .backupState(passkey.backedUp())
                .transports(passkey.transports().stream()
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toUnmodifiableSet()))
                .label(passkey.name())
                .created(passkey.createdAt())
                .build();
    }
}
