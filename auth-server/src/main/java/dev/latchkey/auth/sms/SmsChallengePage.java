package dev.latchkey.auth.sms;

import dev.latchkey.auth.mfa.ChallengePage;

/**
 * What the page that asks for a code by SMS shows.
 *
 * @param number as much of it as its owner needs
 * @param sent whether there is a code to enter
 */
record SmsChallengePage(ChallengePage challenge, String number, boolean sent) {}
