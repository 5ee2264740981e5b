package dev.latchkey.auth.passkey;

/** What a browser sent is not the JSON of a public key credential, or not one we can read. The message is for the log. */
class MalformedCredentialException extends Exception {

    MalformedCredentialException(String message) {
        super(message);
    }

    MalformedCredentialException(String message, Throwable cause) {
        super(message, cause);
    }
}
