package dev.latchkey.auth.sms;

import org.jspecify.annotations.Nullable;

/**
 * What a person sees of the telephone of their account.
 *
 * @param number the one that is known, as much of it as its owner needs; null if there is none
 * @param sent whether a code was sent to another one and may be entered
 * @param typed the number as it was typed, if it was refused
 * @param minutes how long to wait, for a problem that says so
 * @param done the key of what has just been done, if something was
 * @param problem the key of what went wrong, if something did
 */
record PhonePage(
        @Nullable String number,
        boolean sent,
        String typed,
        long minutes,
        @Nullable String done,
        @Nullable String problem) {}
