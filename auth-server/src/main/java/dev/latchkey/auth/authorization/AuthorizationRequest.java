package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.scope.ScopeClaims;
import dev.latchkey.auth.session.BrowserSession;
import java.time.Instant;
import java.util.LinkedHashSet;
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
 * @param codeChallenge S256 of the verifier (RFC 7636 §4.2); null only where a client may leave it out
 * @param maxAgeSeconds how old the sign-in may be, if that was said
 * @param hintedSubject whose sign-in the client expects, if it showed an ID token
 * @param claims requested one by one, as far as the client is registered for the scopes they belong to
 * @param acr how strong the sign-in is to be
 * @param loginHint whom the client means, as a person would say it
 * @param dpopKeyThumbprint the key to which the code is bound (RFC 9449 §10), if the client named one
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
        @Nullable String codeChallenge,
        Set<Prompt> prompts,
        @Nullable Long maxAgeSeconds,
        @Nullable String hintedSubject,
        ClaimsRequest claims,
        RequestedAcr acr,
        @Nullable String loginHint,
        @Nullable String dpopKeyThumbprint) {

    public RedirectTarget target() {
        return new RedirectTarget(redirectUri, state, responseMode);
    }

    /** Whether this is the person whom the client means; without a hint it is anybody. */
    boolean isAbout(String subject) {
        return (hintedSubject == null || hintedSubject.equals(subject)) && claims.mayBeAbout(subject);
    }

    /** Whether the client says whose sign-in it expects, so that anybody else's is none. */
    boolean namesSubject() {
        return hintedSubject != null || claims.namesSubject();
    }

    /** What the person is asked to allow: the scopes, and those that the claims requested one by one belong to. */
    public Set<String> toBeAllowed() {
        Set<String> all = new LinkedHashSet<>(scopes);
        claims.names().forEach(claim -> ScopeClaims.scopeOf(claim).ifPresent(all::add));
        return all;
    }

    boolean mayInteract() {
        return !prompts.contains(Prompt.NONE);
    }

    /** Whether the person is still to choose an account: one that they chose or signed in to since then is chosen. */
    boolean leavesToChoose(BrowserSession session, Instant startedAt) {
        Instant chosenAt = session.chosenAt();
        return prompts.contains(Prompt.SELECT_ACCOUNT)
                && session.authenticationContext().authTime().isBefore(startedAt)
                && (chosenAt == null || chosenAt.isBefore(startedAt));
    }

    /**
     * Whether a sign-in is fresh enough. One that was made since the browser came with this request always is; that is also
     * what keeps {@code max_age=0} and {@code prompt=login} from asking for ever.
     */
    boolean isSatisfiedBy(Instant authTime, Instant startedAt, Instant now) {
        if (!authTime.isBefore(startedAt)) {
            return true;
        }
        if (prompts.contains(Prompt.LOGIN)) {
            return false;
        }
        return maxAgeSeconds == null || !authTime.plusSeconds(maxAgeSeconds).isBefore(now);
    }
}
