package dev.latchkey.auth.passkey;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.session.SignedIn;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds a passkey to an account (Web Authentication Level 3 §7.1). */
@Service
class PasskeyRegistration {

    private static final Logger log = LoggerFactory.getLogger(PasskeyRegistration.class);

    private final WebAuthnRelyingPartyOperations operations;
    private final PasskeyChallenges challenges;
    private final PasskeyOptions options;
    private final Passkeys passkeys;
    private final PasskeyProperties properties;
    private final PasskeyNotices notices;
    private final Clock clock;

    PasskeyRegistration(
            WebAuthnRelyingPartyOperations operations,
            PasskeyChallenges challenges,
            PasskeyOptions options,
            Passkeys passkeys,
            PasskeyProperties properties,
            PasskeyNotices notices,
            Clock clock) {
        this.operations = operations;
        this.challenges = challenges;
        this.options = options;
        this.passkeys = passkeys;
        this.properties = properties;
        this.notices = notices;
        this.clock = clock;
    }

    enum Outcome {
        REGISTERED(null),
        /** The page had been open for too long, or was answered before. */
        EXPIRED("passkey.problem.expired"),
        /** It is somebody's passkey already, or there is room for no more. */
        NOT_ADDED("passkey.problem.not-added"),
        /** Not what was asked for. */
        REFUSED("passkey.problem.refused");

        private final @Nullable String problemKey;

        Outcome(@Nullable String problemKey) {
            this.problemKey = problemKey;
        }

        /** The message that says what went wrong, if something did. */
        @Nullable
        String problemKey() {
            return problemKey;
        }
    }

    /** What came of it, and the passkey that was made. */
    record Result(Outcome outcome, Optional<Passkey> passkey) {

        private static Result none(Outcome outcome) {
            return new Result(outcome, Optional.empty());
        }
    }

    /** The holder of the challenges that are answered in this session for this account. */
    static String holder(SignedIn signedIn) {
        return "session/" + signedIn.session().id() + "/" + signedIn.accountId();
    }

    /** What to ask the browser for, as JSON. */
    String options(Account account, String holder) {
        return options.json(options.forRegistration(account, challenges.issue(Ceremony.REGISTRATION, holder)));
    }

    /** @param name as the owner will find it in the list */
    @Transactional
    public Result register(Account account, String holder, String answer, String name) {
        try {
            CredentialJson credential = CredentialJson.parse(answer);
            byte[] challenge = credential.challenge();
            if (!challenges.isOpen(challenge, Ceremony.REGISTRATION, holder)) {
                return Result.none(Outcome.EXPIRED);
            }
            Passkey passkey = check(account, credential, challenge, name);
            if (!challenges.spend(challenge)) {
                return Result.none(Outcome.EXPIRED);
            }
            if (!passkeys.add(passkey, properties.mostOfAnAccount())) {
                return Result.none(Outcome.NOT_ADDED);
            }
            notices.added(account.getId(), name);
            return new Result(Outcome.REGISTERED, Optional.of(passkey));
        } catch (MalformedCredentialException | RefusedByOperationsException refused) {
            log.info("A passkey was not registered: {}", refused.getMessage());
            return Result.none(Outcome.REFUSED);
        }
    }

    private Passkey check(Account account, CredentialJson credential, byte[] challenge, String name)
            throws MalformedCredentialException, RefusedByOperationsException {
        List<String> transports = credential.transports();
        byte[] attestationObject = AttestationObjects.withoutStatement(credential.attestationObject());
        PublicKeyCredential<AuthenticatorAttestationResponse> made =
                credential.with(AuthenticatorAttestationResponse.builder()
                        .clientDataJSON(new Bytes(credential.clientData()))
                        .attestationObject(new Bytes(attestationObject))
                        .transports(transports.stream()
                                .map(AuthenticatorTransport::valueOf)
                                .toList())
                        .build());
        CredentialRecord record =
                OperationsCall.of(() -> operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                        options.forRegistration(account, challenge), new RelyingPartyPublicKey(made, name))));
        return new Passkey(
                UUID.randomUUID(),
                account.getId(),
                record.getUserEntityUserId(),
                record.getCredentialId(),
                new Bytes(record.getPublicKey().getBytes()),
                new Bytes(attestationObject),
                record.getSignatureCount(),
                record.isBackupEligible(),
                record.isBackupState(),
                transports,
                name,
                clock.instant(),
                null);
    }
}
