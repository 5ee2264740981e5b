package dev.latchkey.notes.security;

/**
 * The person on whose behalf a request is made, as a controller receives it.
 *
 * @param id the {@code sub} of the access token: opaque, never reused, the only thing rows are owned by
 */
public record Account(String id) {}
