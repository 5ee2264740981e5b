package dev.latchkey.auth.password;

/** Why a password cannot be chosen. */
public enum PasswordProblem {
    TOO_SHORT("password.problem.too-short"),
    TOO_LONG("password.problem.too-long"),
    /** Holds half a character: nothing that was typed. */
    MALFORMED("password.problem.malformed"),
    /** On the list of passwords that are tried first. */
    COMMON("password.problem.common"),
    /** Little more than the name of the person, of their mailbox or of this service. */
    ABOUT_THE_PERSON("password.problem.about-the-person"),
    /** Words, patterns and repetitions that a program guesses soon. */
    GUESSABLE("password.problem.guessable"),
    /** Known from a theft elsewhere. */
    BREACHED("password.problem.breached");

    private final String messageKey;

    PasswordProblem(String messageKey) {
        this.messageKey = messageKey;
    }

    /** The message for the person, which takes the length that is asked for as its argument. */
    public String messageKey() {
        return messageKey;
    }
}
