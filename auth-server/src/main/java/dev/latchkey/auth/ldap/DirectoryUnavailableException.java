package dev.latchkey.auth.ldap;

/** The directory did not say whether a password is right: it is away, too slow, too busy, or not the one that it should be. */
public class DirectoryUnavailableException extends Exception {

    DirectoryUnavailableException(String message) {
        super(message, null, false, false);
    }
}
