package dev.latchkey.auth.administration;

/** Who administers may not do this to that account. The message may be shown to them. */
class RefusedException extends RuntimeException {

    /** Why not. */
    enum Reason {
        OWN_ROLES("Nobody changes their own roles."),
        OWN_RECOVERY("Nobody recovers their own account."),
        NOTHING_TO_RECOVER("Only an account that its owner could sign in to is recovered."),
        ROLES_ARE_FOR_ADMINISTRATORS("Only a person who administers gives and takes roles."),
        ADMINISTRATORS_ARE_FOR_ADMINISTRATORS("Only a person who administers changes the account of an administrator."),
        OWN_SCOPES_ARE_FOR_ADMINISTRATORS("Only a person who administers touches applications that administer."),
        SCOPES_ARE_FOR_ADMINISTRATORS("Only a person who administers changes scopes and resources.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }

        /** The message for a page. */
        String messageKey() {
            return "administration.problem." + name();
        }
    }

    private final Reason reason;

    RefusedException(Reason reason) {
        super(reason.sentence());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
