package dev.latchkey.auth.client;

/** A client was registered, or what is registered of it changed, its secrets included. */
public record ClientChanged(String clientId) {}
