package dev.latchkey.auth.passkey;

/** What a browser is asked for a passkey for. An answer to one is no answer to another. */
enum Ceremony {
    REGISTRATION,
    /** After another factor, so the person is known: the passkey has to be theirs. */
    SECOND_FACTOR,
    /** Instead of everything else: the authenticator has to have verified its user. */
    SIGN_IN
}
