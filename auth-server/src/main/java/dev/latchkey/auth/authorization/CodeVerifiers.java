package dev.latchkey.auth.authorization;

import dev.latchkey.auth.secret.OpaqueValues;
import java.util.regex.Pattern;

/** Proof Key for Code Exchange, method S256. */
final class CodeVerifiers {

    /** RFC 7636 §4.1. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private CodeVerifiers() {}

    static boolean isWellFormed(String verifier) {
        return WELL_FORMED.matcher(verifier).matches();
    }

    /** RFC 7636 §4.2. */
    static String challenge(String verifier) {
        return OpaqueValues.encode(OpaqueValues.hash(verifier));
    }
}
