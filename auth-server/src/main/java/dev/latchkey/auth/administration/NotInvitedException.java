package dev.latchkey.auth.administration;

/** The account is not waiting for its owner to accept an invitation. */
class NotInvitedException extends RuntimeException {

    NotInvitedException() {
        super("The account is not waiting for its owner to accept an invitation.");
    }
}
