package dev.latchkey.auth.challenge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A puzzle: which number from 0 to {@code maxnumber}, appended to the salt, has this SHA-256? The names are those of the ALTCHA
 * protocol, so that its clients can solve ours.
 *
 * @param challenge the SHA-256, in hexadecimal
 * @param salt random, with the time in seconds until which the answer is taken
 * @param signature shows that it is ours, and what for
 */
public record Challenge(String algorithm, String challenge, int maxnumber, String salt, String signature) {

    static final String SHA_256 = "SHA-256";

    /** What a browser without scripts sends back: the puzzle itself. All of it is hexadecimal or of a safe alphabet. */
    public String unsolved() {
        return Base64.getEncoder()
                .encodeToString(("{\"algorithm\":\"" + algorithm + "\",\"challenge\":\"" + challenge + "\",\"salt\":\""
                                + salt + "\",\"signature\":\"" + signature + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
