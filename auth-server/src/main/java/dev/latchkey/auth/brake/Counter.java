package dev.latchkey.auth.brake;

/**
 * Something whose failures are counted.
 *
 * @param subject a keyed hash of it
 * @param allowed after so many failures there is a wait
 */
record Counter(Kind kind, String subject, int allowed) {

    enum Kind {
        /** The network address of the guesses. */
        ADDRESS,
        /** The account that is guessed at, whichever of its names was typed. */
        ACCOUNT,
        /** What was typed as a name, whether anybody is called so or not. */
        NAME,
        /** A browser that signed in before. */
        DEVICE,
        /** The second factors of an account. */
        FACTOR,
        /** The address that mails are asked for. */
        MAIL,
        /** The network address from which mails are asked for. */
        MAIL_NETWORK,
        /** Text messages, of an account or to a number. */
        MESSAGES,
        /** The short codes of devices. */
        USER_CODE,
        /** The secret of a client, from one network. */
        CLIENT,
        /** Hundreds of introspections by a client that met no live token. */
        INTROSPECTION,
        /** Registrations of clients from one network. */
        REGISTRATION,
        /** Forms without proof of work, from one network. */
        UNSOLVED
    }
}
