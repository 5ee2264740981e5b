package dev.latchkey.auth.registration;

/**
 * What is wrong with one field.
 *
 * @param messageKey the message for the person
 * @param argument a number in it
 */
record FieldProblem(String messageKey, int argument) {

    static final FieldProblem USERNAME_TAKEN = of("registration.problem.username.taken");

    static FieldProblem of(String messageKey) {
        return new FieldProblem(messageKey, 0);
    }

    /** For programs: the last part of the message's key, such as {@code too-short}. */
    String code() {
        return messageKey.substring(messageKey.lastIndexOf('.') + 1);
    }
}
