package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.PersonalData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The second factors of a person, in the copy of what is kept about them: names and times, and nothing that proves anything. */
@Component
@Order(40)
class FactorData implements PersonalData {

    private final TotpDevices devices;
    private final RecoveryCodes recoveryCodes;
    private final TrustedDevices trustedDevices;

    FactorData(TotpDevices devices, RecoveryCodes recoveryCodes, TrustedDevices trustedDevices) {
        this.devices = devices;
        this.recoveryCodes = recoveryCodes;
        this.trustedDevices = trustedDevices;
    }

    @Override
    public String part() {
        return "second_factors";
    }

    @Override
    public Object of(UUID accountId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("authenticators", devices.listOf(accountId));
        data.put(
                "recovery_codes_left",
                recoveryCodes.of(accountId).map(RecoveryCodeSet::left).orElse(0));
        data.put("trusted_devices", trustedDevices.listOf(accountId));
        return data;
    }
}
