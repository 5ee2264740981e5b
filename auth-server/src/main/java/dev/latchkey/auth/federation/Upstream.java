package dev.latchkey.auth.federation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a kind of provider is spoken with. Called on a thread that waits; see {@link UpstreamCalls}. */
interface Upstream {

    boolean speaks(ProviderKind kind);

    /**
     * Where the browser is sent.
     *
     * @param fresh whether the person is to sign in there again
     */
    String authorizationAddress(Provider provider, String state, Proof proof, boolean fresh) throws Exception;

    /**
     * Finds out who has come back.
     *
     * @param answer the parameters of the callback, with a code
     * @param after when the person has to have signed in there at the earliest; null if that does not matter
     */
    UpstreamIdentity identify(Provider provider, Map<String, String> answer, Proof proof, @Nullable Instant after)
            throws Exception;

    /** Asks what can be asked without a person, to see whether the provider answers. */
    void test(Provider provider) throws Exception;
}
