package dev.latchkey.auth.security;

import java.util.regex.Pattern;

/**
 * Which values of headers pass the firewall: those that the framework lets pass, without control characters other than tabs,
 * and without unassigned ones. Each time a header is read its value is checked; a token is long, and nearly all values are ASCII.
 */
final class HeaderValues {

    private static final Pattern VISIBLE = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]\\t]]*");

    private HeaderValues() {}

    static boolean isAllowed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character < ' ' || character > '~') {
                return VISIBLE.matcher(value).matches();
            }
        }
        return true;
    }
}
