package dev.latchkey.auth.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a name up once, for a connection that is made to what it answers: a name that means something else a moment later
 * gains nothing. One address that is not public spoils them all.
 */
final class CheckedResolver implements DnsResolver {

    private final DnsResolver names;
    private final OutboundProperties properties;

    CheckedResolver(DnsResolver names, OutboundProperties properties) {
        this.names = names;
        this.properties = properties;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        boolean isPublic = Arrays.stream(addresses).allMatch(PublicAddresses::isPublic);
        if (!isPublic && !properties.isAllowed(host, port)) {
            throw new UnknownHostException("An address that is not public: " + host);
        }
        return Arrays.stream(addresses)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** Without a port nothing can be allowed. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, 0).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
