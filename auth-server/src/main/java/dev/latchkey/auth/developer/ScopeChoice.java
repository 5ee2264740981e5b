package dev.latchkey.auth.developer;

/**
 * A scope that can be asked for, in the words of the reader.
 *
 * @param needsReason whether it gives access to an API, and not only to who the person is
 */
record ScopeChoice(String name, String title, String description, boolean chosen, boolean needsReason, String reason) {}
