package dev.latchkey.auth.federation;

/** What a provider speaks. */
enum ProviderKind {
    /** OpenID Connect, found out about by its issuer. */
    OIDC,
    /** The same, of Google: a company's people are known by {@code hd}, not by the end of their address. */
    GOOGLE,
    /** OAuth 2.0 and an API of its own, at github.com or in a company. */
    GITHUB,
    /** SAML 2.0, as companies have it. */
    SAML,
    /** A directory that checks passwords typed here. Nobody is sent to it. */
    LDAP;

    /** Whether it says how long ago the person signed in there, and asks again when it is told to. */
    boolean asksAgain() {
        return this == OIDC || this == SAML;
    }

    /** Whether it is found out about by its issuer. */
    boolean isDiscovered() {
        return this == OIDC || this == GOOGLE;
    }

    /** Whether a browser is sent there. */
    boolean isElsewhere() {
        return this != LDAP;
    }
}
