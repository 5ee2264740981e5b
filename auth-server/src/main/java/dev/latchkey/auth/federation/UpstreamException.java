package dev.latchkey.auth.federation;

/** A provider did not say who somebody is. The message is for the log; the person is told what the reason says. */
class UpstreamException extends Exception {

    /** What the person is told, and whether trying again may help. */
    enum Reason {
        /** No answer, a late one, or one that is none. */
        UNAVAILABLE("federation.problem.unavailable", true),
        /** It wants to be asked less often. */
        BUSY("federation.problem.busy", true),
        /** The person, or the provider, said no. */
        DECLINED("federation.problem.declined", false),
        /** What it said cannot be believed. */
        UNTRUSTED("federation.problem.untrusted", false),
        /** It did not ask the person again, although it was told to. */
        NOT_FRESH("federation.problem.not-fresh", false);

        private final String messageKey;
        private final boolean temporary;

        Reason(String messageKey, boolean temporary) {
            this.messageKey = messageKey;
            this.temporary = temporary;
        }

        String messageKey() {
            return messageKey;
        }

        boolean isTemporary() {
            return temporary;
        }
    }

    private final Reason reason;

    UpstreamException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    static UpstreamException untrusted(String message) {
        return new UpstreamException(Reason.UNTRUSTED, message);
    }
}
