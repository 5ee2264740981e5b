package dev.latchkey.auth.mfa;

import dev.latchkey.auth.secret.UnsealableException;
import dev.latchkey.auth.session.Factor;
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
    private final CodeCheck check;

    TotpVerification(TotpDevices devices, TotpSeeds seeds, TotpCodes codes, CodeCheck check) {
        this.devices = devices;
        this.seeds = seeds;
        this.codes = codes;
        this.check = check;
    }

    /** @param typed as the person typed it; spaces do not matter */
    CodeCheck.Result verify(UUID accountId, String typed) {
        String digits = typed.replaceAll("\\s", "");
        return SIX_DIGITS.matcher(digits).matches()
                ? check.check(accountId, Factor.TOTP, () -> isRight(accountId, Integer.parseInt(digits)))
                : CodeCheck.Result.NO_CODE;
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
