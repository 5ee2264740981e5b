package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.session.BrowserSession;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sets up an authenticator app: draws the seed, shows it, and takes the first correct code. */
@Service
class TotpEnrolment {

    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");
    /** More than anybody has; each one is another chance to guess. */
    static final int MOST = 10;

    private final TotpEnrolments enrolments;
    private final TotpDevices devices;
    private final TotpSeeds seeds;
    private final TotpCodes codes;
    private final MfaProperties properties;
    private final FactorNotices notices;

    TotpEnrolment(
            TotpEnrolments enrolments,
            TotpDevices devices,
            TotpSeeds seeds,
            TotpCodes codes,
            MfaProperties properties,
            FactorNotices notices) {
        this.enrolments = enrolments;
        this.devices = devices;
        this.seeds = seeds;
        this.codes = codes;
        this.properties = properties;
        this.notices = notices;
    }

    enum Outcome {
        ENROLLED,
        WRONG,
        /** Nothing waits for a code, or no longer. */
        EXPIRED,
        TOO_MANY
    }

    /** What the app has to be told. */
    OtpAuthUri begin(BrowserSession session, Account account) {
        byte[] seed = seeds.open(enrolments.begin(session));
        return new OtpAuthUri(properties.issuerName(), account.getUsername(), seed);
    }

    /** @param typed as the person typed it; spaces do not matter */
    @Transactional
    public Outcome confirm(BrowserSession session, String name, String typed) {
        TotpDevice device = enrolments.find(session).orElse(null);
        if (device == null) {
            return Outcome.EXPIRED;
        }
        if (devices.countConfirmed(session.accountId()) >= MOST) {
            return Outcome.TOO_MANY;
        }
        String digits = typed.replaceAll("\\s", "");
        OptionalLong step = SIX_DIGITS.matcher(digits).matches()
                ? codes.stepOf(seeds.open(device), Integer.parseInt(digits))
                : OptionalLong.empty();
        if (step.isEmpty()) {
            return Outcome.WRONG;
        }
        if (!enrolments.confirm(device, name, step.getAsLong())) {
            return Outcome.EXPIRED;
        }
        notices.authenticatorAdded(session, name);
        return Outcome.ENROLLED;
    }
}
