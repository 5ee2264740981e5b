package dev.latchkey.auth.device;

import dev.latchkey.auth.consent.ApplicationProfile;
import dev.latchkey.auth.consent.ConsentScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which a person decides about a device.
 *
 * @param userCode the code to compare with the one on the device
 * @param profile who answers for the application, as far as this server knows; what it says of itself does not count
 * @param contact whom it names to be asked about it
 * @param address where the request came from
 * @param place roughly where that is; null if nobody knows
 * @param minutes how long ago
 */
record DevicePage(
        String userCode,
        String applicationName,
        ApplicationProfile profile,
        @Nullable String contact,
        @Nullable String clientUri,
        String accountName,
        String accountEmail,
        String address,
        @Nullable String place,
        long minutes,
        List<ConsentScope> scopes,
        boolean offlineAccess) {}
