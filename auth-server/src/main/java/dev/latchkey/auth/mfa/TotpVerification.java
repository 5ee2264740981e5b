package dev.latchkey.auth.mfa;

import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** Checks a code against the authenticator apps of an account. */
@Service
class TotpVerification {

    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    private final TotpDevices devices;
    private final TotpSeeds seeds;
    private final TotpCodes codes;

    TotpVerification(TotpDevices devices, TotpSeeds seeds, TotpCodes codes) {
        this.devices = devices;
        this.seeds = seeds;
        this.codes = codes;
    }

    enum Outcome {
        ACCEPTED,
        WRONG,
        /** Right, but of a time step that was used before. */
        REPLAYED
    }

    /** @param typed as the person typed it; spaces do not matter */
    Outcome verify(UUID accountId, String typed) {
        String digits = typed.replaceAll("\\s", "");
        if (!SIX_DIGITS.matcher(digits).matches()) {
            return Outcome.WRONG;
        }
        int code = Integer.parseInt(digits);
        Outcome outcome = Outcome.WRONG;
        for (TotpDevice device : devices.confirmedOf(accountId)) {
            OptionalLong step = codes.stepOf(seeds.open(device), code);
            if (step.isPresent()) {
                if (devices.claimStep(device, step.getAsLong())) {
                    return Outcome.ACCEPTED;
                }
                outcome = Outcome.REPLAYED;
            }
        }
        return outcome;
    }
}
