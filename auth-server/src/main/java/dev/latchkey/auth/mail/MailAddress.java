package dev.latchkey.auth.mail;

import java.net.IDN;
import java.util.regex.Pattern;

/** One plain address, as in {@code local@domain}: no name beside it, no list, no comment, nothing that begins a new line. */
final class MailAddress {

    private static final int LIMIT = 254;

    /** RFC 5322 §3.2.3 has these in quotes or in comments alone, and RFC 5321 no controls at all. */
    private static final Pattern PLAIN = Pattern.compile(
            "[^\\s\\p{Z}\\p{Cntrl}\\p{Cf}()<>\\[\\]:;@\\\\,\"]+@[^\\s\\p{Z}\\p{Cntrl}\\p{Cf}()<>:;@\\\\,\"]+");

    private MailAddress() {}

    static boolean isPlain(String address) {
        return address.length() <= LIMIT && PLAIN.matcher(address).matches();
    }

    static String checked(String address) {
        if (!isPlain(address)) {
            throw new IllegalArgumentException("Not one plain address");
        }
        return address;
    }

    /** As SMTP takes it: the domain in ASCII. */
    static String forSmtp(String address) {
        int at = address.lastIndexOf('@');
        return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
    }
}
