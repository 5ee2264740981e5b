package dev.latchkey.auth.password;

/**
 * A password that cannot be chosen.
 *
 * @param length the least or greatest number of characters, for the message
 */
public record PasswordRefusal(PasswordProblem problem, int length) {}
