package dev.latchkey.auth.account;

import java.util.UUID;

/**
 * Somebody showed a password that was right once and is {@linkplain Passwords#block blocked}. The answer is the one to a wrong
 * password; the owner is to be told, where only the owner hears it, how to choose another one.
 */
public record BlockedPasswordUsed(UUID accountId) {}
