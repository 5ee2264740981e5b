package dev.latchkey.auth.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What counts as one place in the network: an IPv4 address, or the /64 that one IPv6 connection has. */
public final class NetworkAddress {

    private static final int PREFIX_BYTES = 8;
    /** Nothing that would be looked up as a name. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private NetworkAddress() {}

    /** The place of an address, as a text to compare; what is no address is its own place. */
    public static String aggregated(String address) {
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(literal); // an IPv4-mapped one becomes IPv4
            byte[] bytes = parsed.getAddress();
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, PREFIX_BYTES)) + "/64"
                    : HexFormat.of().formatHex(bytes);
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
