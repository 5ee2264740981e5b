package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.Account;
import java.util.List;
import java.util.UUID;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInput;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInputs;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What browsers are asked for (Web Authentication Level 3 §5.4 and §5.5). The same objects, with the challenge that came back, are
 * what an answer is held against: nothing is taken from the answer that was asked for here.
 */
@Component
class PasskeyOptions {

    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();
    private final RelyingParty relyingParty;
    private final Passkeys passkeys;

    PasskeyOptions(RelyingParty relyingParty, Passkeys passkeys) {
        this.relyingParty = relyingParty;
        this.passkeys = passkeys;
    }

    /** Attestation is not asked for: which make of authenticator somebody has is none of our business. */
    PublicKeyCredentialCreationOptions forRegistration(Account account, byte[] challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(relyingParty.entity())
                .user(ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(new Bytes(passkeys.handleOf(account.getId())))
                        .name(account.getUsername())
                        .displayName(account.getName())
                        .build())
                .challenge(new Bytes(challenge))
                .pubKeyCredParams(RelyingParty.ALGORITHMS)
                .timeout(relyingParty.timeout())
                .excludeCredentials(descriptors(account.getId()))
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.PREFERRED)
                        .userVerification(UserVerificationRequirement.PREFERRED)
                        .build())
                .attestation(AttestationConveyancePreference.NONE)
                .extensions(new ImmutableAuthenticationExtensionsClientInputs(
                        ImmutableAuthenticationExtensionsClientInput.credProps))
                .build();
    }

    /** Names no credential, so that it says the same whoever is there: the authenticator offers what it has. */
    PublicKeyCredentialRequestOptions forSignIn(byte[] challenge) {
        return request(challenge, List.of(), UserVerificationRequirement.REQUIRED);
    }

    PublicKeyCredentialRequestOptions forSecondFactor(UUID accountId, byte[] challenge) {
        return request(challenge, descriptors(accountId), UserVerificationRequirement.PREFERRED);
    }

    String json(Object options) {
        return json.writeValueAsString(options);
    }

    private PublicKeyCredentialRequestOptions request(
            byte[] challenge, List<PublicKeyCredentialDescriptor> allowed, UserVerificationRequirement verification) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(relyingParty.id())
                .challenge(new Bytes(challenge))
                .timeout(relyingParty.timeout())
                .allowCredentials(allowed)
                .userVerification(verification)
                .build();
    }

    private List<PublicKeyCredentialDescriptor> descriptors(UUID accountId) {
        return passkeys.of(accountId).stream()
                .map(passkey -> PublicKeyCredentialDescriptor.builder()
                        .type(PublicKeyCredentialType.PUBLIC_KEY)
                        .id(passkey.credentialId())
                        .transports(passkey.transports().stream()
                                .map(AuthenticatorTransport::valueOf)
                                .toArray(AuthenticatorTransport[]::new))
                        .build())
                .toList();
    }
}
