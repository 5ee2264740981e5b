package dev.latchkey.auth.mfa;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.brake.FactorBrake;
import dev.latchkey.auth.secret.UnsealableException;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Checks a code against the authenticator apps of an account. */
@Service
class TotpVerification {

    private static final Logger log = LoggerFactory.getLogger(TotpVerification.class);
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    private final TotpDevices devices;
    private final TotpSeeds seeds;
    private final TotpCodes codes;
    private final FactorBrake brake;
    private final AuditTrail trail;

    TotpVerification(TotpDevices devices, TotpSeeds seeds, TotpCodes codes, FactorBrake brake, AuditTrail trail) {
        this.trail = trail;
        this.brake = brake;
        this.devices = devices;
        this.seeds = seeds;
        this.codes = codes;
    }

    /**
     * What came of a code.
     *
     * @param delay how long no code is looked at; zero if the next one is
     */
    record Result(Outcome outcome, Duration delay) {}

    enum Outcome {
        ACCEPTED,
        WRONG,
        /** Wrong once too often: the password has to be shown again. */
        BACK_TO_PASSWORD,
        /** Not looked at. */
        BRAKED
    }

    /** @param typed as the person typed it; spaces do not matter */
    Result verify(UUID accountId, String typed) {
        String digits = typed.replaceAll("\\s", "");
        if (!SIX_DIGITS.matcher(digits).matches()) {
            return new Result(Outcome.WRONG, Duration.ZERO); // not a guess: it could not have been right
        }
        FactorBrake.Guess guess = brake.count(accountId);
        if (guess.braked()) {
            return refused(accountId, Outcome.BRAKED, guess);
        }
        if (isRight(accountId, Integer.parseInt(digits))) {
            brake.wasRight(accountId);
            return new Result(Outcome.ACCEPTED, Duration.ZERO);
        }
        return refused(accountId, guess.backToPassword() ? Outcome.BACK_TO_PASSWORD : Outcome.WRONG, guess);
    }

    private Result refused(UUID accountId, Outcome outcome, FactorBrake.Guess guess) {
        SignedIn signedIn = SignIn.current();
        trail.record(SecurityEvent.failure(SecurityEventType.SECOND_FACTOR, outcome.name())
                .account(accountId)
                .session(signedIn == null ? null : signedIn.session().id())
                .detail("factor", Factor.TOTP.name()));
        return new Result(outcome, guess.delay());
    }

    /** A code of a time step that was used before is wrong, on whatever node it was used. */
    private boolean isRight(UUID accountId, int code) {
        for (TotpDevice device : devices.confirmedOf(accountId)) {
            OptionalLong step = stepOf(device, code);
            if (step.isPresent() && devices.claimStep(device, step.getAsLong())) {
                return true;
            }
        }
        return false;
    }

    /** A row that does not open proves nothing: it was moved here from another account, or its key is gone. */
    private OptionalLong stepOf(TotpDevice device, int code) {
        try {
            return codes.stepOf(seeds.open(device), code);
        } catch (UnsealableException e) {
            log.error("The seed of authenticator app {} does not open", device.id(), e);
            return OptionalLong.empty();
        }
    }
}
