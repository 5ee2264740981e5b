package dev.latchkey.auth.mfa;

import org.jspecify.annotations.Nullable;

/**
 * What the page that sets up an authenticator app shows.
 *
 * @param issuer who the app will say the code is for
 * @param secret the seed for typing, in groups of four
 * @param uri the same for an app on this device
 * @param name what the person has called it
 * @param problem the key of the message at the top, if something went wrong
 * @param mandatory whether nothing else can be done before
 * @param continuation where to go on afterwards, as a hidden field
 */
record TotpSetupPage(
        String issuer,
        String accountName,
        QrImage qr,
        String secret,
        String uri,
        String name,
        @Nullable String problem,
        boolean mandatory,
        @Nullable String continuation) {}
