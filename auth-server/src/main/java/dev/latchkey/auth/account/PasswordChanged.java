package dev.latchkey.auth.account;

import java.util.UUID;

/**
 * An account has another password, in the same transaction as this is published. What was trusted because of the old one,
 * such as a browser, is to be forgotten.
 */
public record PasswordChanged(UUID accountId) {}
