package dev.latchkey.auth.startup;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Gives every request the scheme, host and port of the issuer, so that no address is ever built from a header that the
 * caller wrote, by us or by a library; and takes the forwarding headers away, so that nobody believes them by mistake.
 */
class PublicAddressValve extends ValveBase {

    private static final List<String> FORWARDING_HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-By",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Ssl",
            "X-Real-IP");

    private final String scheme;
    private final String host;
    private final int port;

    PublicAddressValve(URI issuer) {
        super(true);
        this.scheme = issuer.getScheme();
        this.host = issuer.getHost();
        this.port = issuer.getPort() >= 0 ? issuer.getPort() : scheme.equals("https") ? 443 : 80;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request underlying = request.getCoyoteRequest();
        underlying.scheme().setString(scheme);
        underlying.serverName().setString(host);
        underlying.setServerPort(port);
        request.setSecure(scheme.equals("https"));
        FORWARDING_HEADERS.forEach(underlying.getMimeHeaders()::removeHeader);
        getNext().invoke(request, response);
    }
}
