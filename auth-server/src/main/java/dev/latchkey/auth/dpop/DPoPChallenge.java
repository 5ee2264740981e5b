package dev.latchkey.auth.dpop;

/** The challenge of the scheme {@code DPoP} (RFC 9449 §7.1). */
public final class DPoPChallenge {

    private static final String ALGORITHMS = "algs=\"" + String.join(" ", DPoPProofs.ALGORITHMS) + "\"";

    private DPoPChallenge() {}

    /** For a request that has shown no token: no error code (RFC 6750 §3.1). */
    public static String withoutError() {
        return "DPoP " + ALGORITHMS;
    }

    /** @param parameters such as {@code error="invalid_token"} */
    public static String of(String parameters) {
        return "DPoP " + parameters + ", " + ALGORITHMS;
    }
}
