package dev.latchkey.auth.federation;

/** Who may make an account by coming from a provider. */
enum AccountCreation {
    /** Anybody whose address it vouches for, within the domains that are allowed. */
    OPEN,
    /** Only somebody for whom an administrator has made an account that nobody has used yet. */
    INVITED,
    /** Nobody: accounts are made otherwise, and linked. */
    CLOSED
}
