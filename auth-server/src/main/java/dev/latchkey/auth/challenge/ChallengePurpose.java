package dev.latchkey.auth.challenge;

/** What a puzzle is solved for. A solution is good for nothing else. */
public enum ChallengePurpose {
    SIGN_UP,
    FORGOTTEN_PASSWORD,
    SIGN_IN
}
