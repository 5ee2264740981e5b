package dev.latchkey.auth.consent;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.authorization.ApplicationAccess;
import dev.latchkey.auth.authorization.AuthorizationCodes;
import dev.latchkey.auth.authorization.AuthorizationRequest;
import dev.latchkey.auth.authorization.AuthorizationResponse;
import dev.latchkey.auth.authorization.AuthorizationResponses;
import dev.latchkey.auth.authorization.PendingConsents;
import dev.latchkey.auth.session.BrowserSession;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person's answer does: the waiting request is used up, the consent remembered and the code issued, all or nothing.
 */
@Service
class ConsentAnswer {

    private final PendingConsents pending;
    private final Consents consents;
    private final AuthorizationCodes codes;
    private final AuthorizationResponses responses;
    private final ObjectProvider<ApplicationAccess> access;
    private final AuditTrail trail;

    ConsentAnswer(
            PendingConsents pending,
            Consents consents,
            AuthorizationCodes codes,
            AuthorizationResponses responses,
            ObjectProvider<ApplicationAccess> access,
            AuditTrail trail) {
        this.pending = pending;
        this.consents = consents;
        this.codes = codes;
        this.responses = responses;
        this.access = access;
        this.trail = trail;
    }

    /**
     * @param ticked the scopes the person left ticked; anything that was not asked for is not granted
     * @return what the client hears, or empty when there is nothing to answer any more
     */
    @Transactional
    public Optional<AuthorizationResponse> allow(String handle, BrowserSession session, Set<String> ticked) {
        return pending.claim(handle, session).map(request -> {
            Set<String> granted = granted(request, session, ticked);
            if (granted.isEmpty()
                    || !access.stream().allMatch(rule -> rule.admits(session.accountId(), request.client()))) {
                return denied(request, session);
            }
            consents.remember(session.accountId(), request.client(), granted, request.resources());
            record(SecurityEventType.CONSENT_GIVEN, request, session, granted);
            return responses.success(request.target(), codes.issue(request, session, granted));
        });
    }

    @Transactional
    public Optional<AuthorizationResponse> deny(String handle, BrowserSession session) {
        return pending.claim(handle, session).map(request -> denied(request, session));
    }

    /** In the order of the request: what was ticked now, what was allowed before, and what comes with any sign-in. */
    private Set<String> granted(AuthorizationRequest request, BrowserSession session, Set<String> ticked) {
        Set<String> granted = new LinkedHashSet<>(request.toBeAllowed());
        Set<String> allowedBefore =
                consents.allowed(session.accountId(), request.client(), granted, request.resources());
        granted.removeIf(scope -> !ticked.contains(scope) && !allowedBefore.contains(scope) && !scope.equals("openid"));
        return granted;
    }

    private AuthorizationResponse denied(AuthorizationRequest request, BrowserSession session) {
        record(SecurityEventType.CONSENT_DENIED, request, session, request.scopes());
        return responses.error(request.target(), "access_denied", "The person did not allow it");
    }

    private void record(
            SecurityEventType type, AuthorizationRequest request, BrowserSession session, Set<String> scopes) {
        trail.record(SecurityEvent.success(type)
                .account(session.accountId())
                .client(request.client().clientId())
                .session(session.id())
                .detail("scope", String.join(" ", scopes)));
    }
}
