package dev.latchkey.auth.registration;

import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which another address is given.
 *
 * @param email the address of now
 * @param verified whether it was confirmed
 * @param typed what stands in the field
 * @param problem the key of what is wrong with it
 * @param minutes how long to wait; 0 if that is not the problem
 * @param sent whether a mail is on its way to the new address
 */
record EmailPage(
        String email,
        boolean verified,
        String typed,
        @Nullable String problem,
        long minutes,
        boolean sent) {}
