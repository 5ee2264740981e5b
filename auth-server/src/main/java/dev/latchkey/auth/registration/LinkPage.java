package dev.latchkey.auth.registration;

/**
 * What the page of a mailed link shows, before anything is done.
 *
 * @param token the secret of the link, as a hidden field
 * @param subject what it is about: a user name or an address
 */
record LinkPage(String token, String subject) {}
