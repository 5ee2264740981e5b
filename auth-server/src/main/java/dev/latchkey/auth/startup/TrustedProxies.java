package dev.latchkey.auth.startup;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.util.NetMask;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The list of reverse proxies, each an address or a network in CIDR notation. */
final class TrustedProxies {

    private static final Pattern ADDRESS =
            Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");

    private static final String NEITHER = "has an entry that is neither an address nor a network: ";

    private TrustedProxies() {}

    static Optional<String> problem(Environment environment) {
        List<String> networks = Binder.get(environment)
                .bind("latchkey.trusted-proxies", Bindable.listOf(String.class))
                .orElse(List.of());
        return networks.stream().flatMap(network -> problem(network).stream()).findFirst();
    }

    private static Optional<String> problem(String network) {
        if (network.endsWith("/0")) {
            return Optional.of("believes everybody: " + network);
        }
        // A name would be looked up, and would be whatever its owner says today.
        if (!ADDRESS.matcher(network).matches()) {
            return Optional.of(NEITHER + network);
        }
        try {
            new NetMask(network);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(NEITHER + network);
        }
    }

    /** The way Tomcat wants it: with a slash in it, as otherwise it would take it for a regular expression. */
    static String forTomcat(List<String> networks) {
        return networks.stream().map(TrustedProxies::withPrefix).collect(Collectors.joining(","));
    }

    private static String withPrefix(String network) {
        if (network.contains("/")) {
            return network;
        }
        return network + (network.contains(":") ? "/128" : "/32");
    }
}
