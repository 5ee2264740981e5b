package dev.latchkey.auth.federation;

/** What somebody went to a provider for. An answer to one is no answer to another. */
enum FederationPurpose {
    SIGN_IN,
    LINK,
    REAUTHENTICATE
}
