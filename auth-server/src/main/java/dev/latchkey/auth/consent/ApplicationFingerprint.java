package dev.latchkey.auth.consent;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.Sha256;
import java.net.URI;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a person was shown of an application when they allowed it something: its name, where its answers go, and what it is
 * registered to ask for. An application that became another one in any of these is not the one that was allowed.
 */
final class ApplicationFingerprint {

    private ApplicationFingerprint() {}

    static String of(Client client) {
        // No value has a line break in it, so that no two applications have one text.
        String shown = client.name() + "\n"
                + client.redirectUris().stream()
                        .map(ApplicationFingerprint::host)
                        .collect(Collectors.toCollection(TreeSet::new))
                + "\n"
                + new TreeSet<>(client.scopes());
        return HexFormat.of().formatHex(Sha256.of(shown));
    }

    /** For a private-use scheme (RFC 8252 §7.1) there is no host: the scheme says whose application it is. */
    static String host(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getHost() == null ? uri.getScheme() : uri.getAuthority();
    }
}
