package dev.latchkey.auth.dpop;

/** A DPoP proof is not accepted. The message is for the log, the error code for the client. */
public final class RejectedProofException extends Exception {

    private final String errorCode;

    /** {@code invalid_dpop_proof}. */
    public static RejectedProofException invalid(String message) {
        return new RejectedProofException("invalid_dpop_proof", message);
    }

    RejectedProofException(String errorCode, String message) {
        super(message, null, false, false);
        this.errorCode = errorCode;
    }

    /** {@code invalid_dpop_proof}, or {@code use_dpop_nonce} if it would be right with the nonce in the answer. */
    public String errorCode() {
        return errorCode;
    }
}
