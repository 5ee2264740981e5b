package dev.latchkey.auth.account;

import java.util.UUID;

/**
 * An account is being erased, in the same transaction as this is published and before its row is deleted. Rows that refer to
 * it by {@code on delete cascade} need no listener.
 */
public record AccountErased(UUID accountId) {}
