package dev.latchkey.auth.consent;

import java.util.List;

/**
 * The scopes that are about one thing.
 *
 * @param resource the identifier of the API; empty for what is about the account itself
 * @param first the number of the first scope on the page
 */
public record ConsentGroup(String resource, int first, List<ConsentScope> scopes) {}
