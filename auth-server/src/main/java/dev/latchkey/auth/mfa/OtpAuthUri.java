package dev.latchkey.auth.mfa;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.binary.Base32;
import org.springframework.web.util.UriUtils;

/**
 * What an authenticator app reads from a QR code. The label begins with the issuer, as its format asks, so that two accounts of
 * one person are told apart.
 *
 * @see <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">Key Uri Format</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OtpAuthUri(String issuer, String account, byte[] seed) {

    /** The seed as people type it: Base32 in groups of four. */
    String groups() {
        return secret().replaceAll("(.{4})(?!$)", "$1 ");
    }

    @Override
    public String toString() {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(account) + "?secret=" + secret() + "&issuer="
                + encode(issuer) + "&algorithm=SHA1&digits=6&period=30";
    }

    private String secret() {
        return new Base32().encodeToString(seed).replace("=", "");
    }

    private static String encode(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
