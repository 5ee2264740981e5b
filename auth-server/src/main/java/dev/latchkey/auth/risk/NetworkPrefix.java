package dev.latchkey.auth.risk;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What counts as one network: an IPv4 /24 or an IPv6 /48, about what one household, office or cell is given. */
final class NetworkPrefix {

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;
    /** Nothing that would be looked up as a name. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private NetworkPrefix() {}

    static String of(String address) {
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(literal); // an IPv4-mapped one becomes IPv4
            int length = parsed instanceof Inet6Address ? IPV6_BYTES : IPV4_BYTES;
            return HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), length)) + "/" + length * Byte.SIZE;
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
