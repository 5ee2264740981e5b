package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that has passed every rule of {@link AuthorizationRequestRules}.
 *
 * @param redirectUri where the answer goes: registered by the client
 * @param redirectUriSent whether the request named it, so that the token request has to as well (RFC 6749 §4.1.3)
 * @param responseMode how the answer gets there
 * @param scopes as requested, in order
 * @param resources the resources named (RFC 8707), possibly none
 * @param codeChallenge S256 of the verifier (RFC 7636 §4.2)
 * @param maxAgeSeconds how old the sign-in may be, if that was said
 * @param hintedSubject whose sign-in the client expects, if it said so
 */
public record AuthorizationRequest(
        Client client,
        String redirectUri,
        boolean redirectUriSent,
        ResponseMode responseMode,
        Set<String> scopes,
        List<String> resources,
        @Nullable String state,
        @Nullable String nonce,
        String codeChallenge,
        Set<Prompt> prompts,
        @Nullable Long maxAgeSeconds,
        @Nullable String hintedSubject) {

    public RedirectTarget target() {
        return new RedirectTarget(redirectUri, state, responseMode);
    }

    /** Whether this is the person whom the client means; without a hint it is anybody. */
    boolean isAbout(String subject) {
        return hintedSubject == null || hintedSubject.equals(subject);
    }

    boolean mayInteract() {
        return !prompts.contains(Prompt.NONE);
    }

    /**
     * Whether a sign-in is fresh enough. One that was made since the browser came with this request always is; that is also
     * what keeps {@code max_age=0} and {@code prompt=login} from asking for ever.
     */
    boolean isSatisfiedBy(Instant authTime, Instant startedAt, Instant now) {
        if (!authTime.isBefore(startedAt)) {
            return true;
        }
        if (prompts.contains(Prompt.LOGIN) || prompts.contains(Prompt.SELECT_ACCOUNT)) {
            return false;
        }
        return maxAgeSeconds == null || !authTime.plusSeconds(maxAgeSeconds).isBefore(now);
    }
}
