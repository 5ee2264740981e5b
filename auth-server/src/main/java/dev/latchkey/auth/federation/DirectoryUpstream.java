package dev.latchkey.auth.federation;

import dev.latchkey.auth.ldap.Directory;
import dev.latchkey.auth.ldap.DirectoryUnavailableException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The directory, as far as it is a provider like others: nobody is sent there, but whether it answers can be tried. */
@Component
class DirectoryUpstream implements Upstream {

    private final ObjectProvider<Directory> directory;

    DirectoryUpstream(ObjectProvider<Directory> directory) {
        this.directory = directory;
    }

    @Override
    public boolean speaks(ProviderKind kind) {
        return kind == ProviderKind.LDAP;
    }

    @Override
    public String authorizationAddress(Provider provider, String state, Proof proof, boolean fresh)
            throws UpstreamException {
        throw UpstreamException.untrusted("is no site");
    }

    @Override
    public UpstreamIdentity identify(
            Provider provider, Map<String, String> answer, Proof proof, @Nullable Instant after)
            throws UpstreamException {
        throw UpstreamException.untrusted("is no site");
    }

    @Override
    public void test(Provider provider) throws UpstreamException {
        Directory configured = directory.getIfAvailable();
        if (configured == null) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, "is not configured");
        }
        try {
            configured.test();
        } catch (DirectoryUnavailableException unavailable) {
            throw new UpstreamException(UpstreamException.Reason.UNAVAILABLE, String.valueOf(unavailable.getMessage()));
        }
    }
}
