package dev.latchkey.auth.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the public Internet from all others.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4 special-purpose addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6 special-purpose addresses</a>
 */
final class PublicAddresses {

    private static final List<Network> SPECIAL_IPV4 = List.of(
            network(8, 0), // this host
            network(8, 10),
            network(10, 100, 64), // carrier-grade NAT
            network(8, 127),
            network(16, 169, 254), // link-local: the metadata services of clouds
            network(12, 172, 16),
            network(24, 192, 0, 0),
            network(24, 192, 0, 2),
            network(24, 192, 88, 99), // relays into IPv6
            network(16, 192, 168),
            network(15, 198, 18),
            network(24, 198, 51, 100),
            network(24, 203, 0, 113),
            network(4, 224), // multicast
            network(4, 240)); // reserved, broadcast

    /**
     * All that IANA has given out for hosts. Loopback, unspecified, link-local, unique local and multicast addresses, and
     * those that stand for an IPv4 address behind a translator (64:ff9b::/96), are outside.
     */
    private static final Network GLOBAL_UNICAST_IPV6 = network(3, 0x20);

    private static final List<Network> SPECIAL_IPV6 = List.of(
            network(23, 0x20, 0x01, 0, 0), // Teredo, which carries an IPv4 address, and other protocols
            network(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            network(16, 0x20, 0x02), // 6to4, which carries an IPv4 address
            network(20, 0x3f, 0xff, 0)); // documentation

    private PublicAddresses() {}

    /** An IPv4-mapped IPv6 address arrives here as the IPv4 address that it is: Java makes no other of it. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL_IPV4.stream().noneMatch(network -> network.contains(bytes));
        }
        return GLOBAL_UNICAST_IPV6.contains(bytes)
                && SPECIAL_IPV6.stream().noneMatch(network -> network.contains(bytes));
    }

    private record Network(int bits, List<Integer> prefix) {

        boolean contains(byte[] address) {
            for (int i = 0; i * Byte.SIZE < bits; i++) {
                int relevant = Math.min(Byte.SIZE, bits - i * Byte.SIZE);
                int mask = (0xff << (Byte.SIZE - relevant)) & 0xff;
                int expected = i < prefix.size() ? prefix.get(i) : 0;
                if ((address[i] & mask) != (expected & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Network network(int bits, Integer... prefix) {
        return new Network(bits, List.of(prefix));
    }
}
