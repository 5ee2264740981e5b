package dev.latchkey.auth.scope;

/** Scopes or resources were added or changed. */
public record CatalogueChanged() {}
