package dev.latchkey.auth.device;

import dev.latchkey.auth.consent.ConsentScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which a person decides about a device.
 *
 * @param userCode the code to compare with the one on the device
 * @param developer who to ask about the application, where it says so
 * @param address where the request came from
 * @param minutes how long ago
 */
record DevicePage(
        String userCode,
        String applicationName,
        @Nullable String developer,
        @Nullable String clientUri,
        String accountName,
        String accountEmail,
        String address,
        long minutes,
        List<ConsentScope> scopes,
        boolean offlineAccess) {}
