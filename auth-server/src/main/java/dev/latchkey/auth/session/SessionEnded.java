package dev.latchkey.auth.session;

import java.util.UUID;

/** A browser session has ended, in the same transaction as this is published. */
public record SessionEnded(UUID sessionId, UUID accountId, Reason reason) {

    /** Why a session ended. */
    public enum Reason {
        SIGNED_OUT,
        /** The site that said who it is has signed the person out. */
        SIGNED_OUT_UPSTREAM,
        TOO_MANY_WRONG_CODES,
        REPLACED_BY_ANOTHER_ACCOUNT,
        ENDED_BY_PERSON,
        ENDED_BY_ADMINISTRATOR,
        /** It was not used for too long, or had lasted long enough. */
        EXPIRED,
        /** Whoever knew the old password is out. */
        PASSWORD_CHANGED,
        /** The person says that somebody else was in. */
        COMPROMISE_REPORTED,
        PASSWORD_RESET,
        /** Whoever moved the account to another address is out. */
        EMAIL_CHANGE_UNDONE,
        ACCOUNT_DISABLED,
        DELETION_REQUESTED;

        /**
         * Whether whoever was let in before is not to be trusted any more: then what applications may do without the person
         * ends too, when all sessions end for this reason.
         */
        public boolean endsOfflineAccess() {
            return switch (this) {
                case SIGNED_OUT,
                        SIGNED_OUT_UPSTREAM,
                        TOO_MANY_WRONG_CODES,
                        REPLACED_BY_ANOTHER_ACCOUNT,
                        ENDED_BY_PERSON,
                        ENDED_BY_ADMINISTRATOR,
                        EXPIRED -> false;
                case PASSWORD_CHANGED,
                        COMPROMISE_REPORTED,
                        PASSWORD_RESET,
                        EMAIL_CHANGE_UNDONE,
                        ACCOUNT_DISABLED,
                        DELETION_REQUESTED -> true;
            };
        }
    }
}
