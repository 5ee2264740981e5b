package dev.latchkey.auth.mfa;

import com.warrenstrange.googleauth.GoogleAuthenticator;
import com.warrenstrange.googleauth.GoogleAuthenticatorConfig;
import com.warrenstrange.googleauth.GoogleAuthenticatorConfig.GoogleAuthenticatorConfigBuilder;
import com.warrenstrange.googleauth.HmacHashFunction;
import com.warrenstrange.googleauth.KeyRepresentation;
import java.time.Clock;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Which time step a code belongs to (RFC 6238): six digits, SHA-1, 30 seconds, at most one step before or after now. */
@Component
class TotpCodes {

    private static final long STEP_SECONDS = 30;
    private static final int DRIFT_STEPS = 1;

    private final GoogleAuthenticator authenticator;
    private final Clock clock;

    TotpCodes(Clock clock) {
        this.clock = clock;
        GoogleAuthenticatorConfig config = new GoogleAuthenticatorConfigBuilder()
                .setTimeStepSizeInMillis(TimeUnit.SECONDS.toMillis(STEP_SECONDS))
                .setWindowSize(1)
                .setCodeDigits(6)
                .setHmacHashFunction(HmacHashFunction.HmacSHA1)
                .setKeyRepresentation(KeyRepresentation.BASE64)
                .build();
        this.authenticator = new GoogleAuthenticator(config);
    }

    /** The step whose code this is, if it is one of the three that are acceptable now. */
    OptionalLong stepOf(byte[] seed, int code) {
        String key = Base64.getEncoder().encodeToString(seed);
        long now = Math.floorDiv(clock.instant().getEpochSecond(), STEP_SECONDS);
        for (long step = now - DRIFT_STEPS; step <= now + DRIFT_STEPS; step++) {
            if (authenticator.authorize(key, code, TimeUnit.SECONDS.toMillis(step * STEP_SECONDS))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }
}
