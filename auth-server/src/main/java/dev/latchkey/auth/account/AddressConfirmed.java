package dev.latchkey.auth.account;

import java.util.UUID;

/**
 * Somebody has made an account and has shown that its address is theirs, in the same transaction as this is published. What
 * somebody else began with that address, and never confirmed, is to be forgotten.
 *
 * @param emailKey the address in the form in which addresses are compared
 */
public record AddressConfirmed(UUID accountId, String emailKey) {}
