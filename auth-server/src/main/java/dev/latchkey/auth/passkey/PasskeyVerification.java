package dev.latchkey.auth.passkey;

import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks the answer of a passkey (Web Authentication Level 3 §7.2). No brake stands here: a signature cannot be guessed, and a
 * person whose account is braked because of somebody's guesses gets in with it.
 */
@Service
class PasskeyVerification {

    private static final Logger log = LoggerFactory.getLogger(PasskeyVerification.class);

    private final WebAuthnRelyingPartyOperations operations;
    private final PasskeyChallenges challenges;
    private final PasskeyOptions options;
    private final Passkeys passkeys;
    private final Accounts accounts;
    private final AuditTrail trail;
    private final PasskeyNotices notices;

    PasskeyVerification(
            WebAuthnRelyingPartyOperations operations,
            PasskeyChallenges challenges,
            PasskeyOptions options,
            Passkeys passkeys,
            Accounts accounts,
            AuditTrail trail,
            PasskeyNotices notices) {
        this.operations = operations;
        this.challenges = challenges;
        this.options = options;
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.trail = trail;
        this.notices = notices;
    }

    /** What to ask a browser for in which nobody is known, as JSON. */
    String signInOptions(String holder) {
        return options.json(options.forSignIn(challenges.issue(Ceremony.SIGN_IN, holder)));
    }

    /** What to ask the browser of this account for, as JSON. */
    String secondFactorOptions(UUID accountId, String holder) {
        return options.json(options.forSecondFactor(accountId, challenges.issue(Ceremony.SECOND_FACTOR, holder)));
    }

    /** The passkey, if it signs its owner in by itself: the authenticator has verified its user. */
    @Transactional
    public Optional<ShownPasskey> signIn(String holder, String answer) {
        return verify(null, Ceremony.SIGN_IN, holder, answer);
    }

    /** The passkey, if it is one of this account. */
    @Transactional
    public Optional<ShownPasskey> secondFactor(UUID accountId, String holder, String answer) {
        return verify(accountId, Ceremony.SECOND_FACTOR, holder, answer);
    }

    /** Why an answer is not accepted: for the trail, never for the browser. */
    private enum Reason {
        MALFORMED,
        CHALLENGE_NOT_OPEN,
        CHALLENGE_SPENT,
        UNKNOWN_PASSKEY,
        PASSKEY_OF_ANOTHER_ACCOUNT,
        ACCOUNT_DISABLED,
        NOT_VERIFIED,
        /** The counter went back: two devices sign with one key. */
        PASSKEY_CLONED
    }

    private Optional<ShownPasskey> verify(@Nullable UUID expected, Ceremony ceremony, String holder, String answer) {
        try {
            CredentialJson credential = CredentialJson.parse(answer);
            byte[] challenge = credential.challenge();
            if (!challenges.isOpen(challenge, ceremony, holder)) {
                return refused(Reason.CHALLENGE_NOT_OPEN, ceremony, expected);
            }
            Optional<Passkey> found = passkeys.byCredentialId(credential.credentialId());
            if (found.isEmpty()) {
                return refused(Reason.UNKNOWN_PASSKEY, ceremony, expected);
            }
            Passkey passkey = found.get();
            if (!isOwnedAsExpected(passkey, expected, credential.userHandle())) {
                return refused(Reason.PASSKEY_OF_ANOTHER_ACCOUNT, ceremony, expected);
            }
            return check(passkey, ceremony, credential, challenge);
        } catch (MalformedCredentialException malformed) {
            log.info("A passkey could not be read: {}", malformed.getMessage());
            return refused(Reason.MALFORMED, ceremony, expected);
        }
    }

    private Optional<ShownPasskey> check(
            Passkey passkey, Ceremony ceremony, CredentialJson credential, byte[] challenge)
            throws MalformedCredentialException {
        UUID owner = passkey.accountId();
        byte[] authenticatorData = credential.authenticatorData();
        PublicKeyCredential<AuthenticatorAssertionResponse> shown =
                credential.with(AuthenticatorAssertionResponse.builder()
                        .clientDataJSON(new Bytes(credential.clientData()))
                        .authenticatorData(new Bytes(authenticatorData))
                        .signature(new Bytes(credential.signature()))
                        .build());
        PublicKeyCredentialRequestOptions asked =
                ceremony == Ceremony.SIGN_IN ? options.forSignIn(challenge) : options.forSecondFactor(owner, challenge);
        try {
            OperationsCall.of(() -> operations.authenticate(new RelyingPartyAuthenticationRequest(asked, shown)));
        } catch (MaliciousCounterValueException belowTheFirst) {
            return cloned(passkey, ceremony);
        } catch (RefusedByOperationsException refused) {
            log.info("Passkey {} was refused: {}", passkey.id(), refused.getMessage());
            return refused(Reason.NOT_VERIFIED, ceremony, owner);
        }
        if (accounts.findById(owner).filter(Account::isEnabled).isEmpty()) {
            return refused(Reason.ACCOUNT_DISABLED, ceremony, owner);
        }
        if (!challenges.spend(challenge)) {
            return refused(Reason.CHALLENGE_SPENT, ceremony, owner);
        }
        AuthenticatorData data = AuthenticatorData.of(authenticatorData);
        return passkeys.use(passkey, data.signCount(), data.backedUp())
                ? Optional.of(new ShownPasskey(passkey, data.userVerified()))
                : cloned(passkey, ceremony);
    }

    private Optional<ShownPasskey> cloned(Passkey passkey, Ceremony ceremony) {
        log.warn("Passkey {} signed with a counter that went back: there may be a copy", passkey.id());
        notices.copied(passkey);
        return refused(Reason.PASSKEY_CLONED, ceremony, passkey.accountId());
    }

    /** §7.2, step 6: who is asked for by name has to be the owner; who is not has to be named by the authenticator. */
    private static boolean isOwnedAsExpected(Passkey passkey, @Nullable UUID expected, byte @Nullable [] userHandle) {
        boolean handleFits = userHandle == null
                ? expected != null
                : MessageDigest.isEqual(userHandle, passkey.userHandle().getBytes());
        return handleFits && (expected == null || expected.equals(passkey.accountId()));
    }

    private Optional<ShownPasskey> refused(Reason reason, Ceremony ceremony, @Nullable UUID accountId) {
        SecurityEventType type =
                ceremony == Ceremony.SIGN_IN ? SecurityEventType.SIGN_IN : SecurityEventType.SECOND_FACTOR;
        trail.record(
                SecurityEvent.failure(type, reason.name()).account(accountId).detail("factor", "passkey"));
        return Optional.empty();
    }
}
