package dev.latchkey.auth.device;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.authorization.ApplicationAccess;
import dev.latchkey.auth.consent.Consents;
import dev.latchkey.auth.session.BrowserSession;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a person's answer to a device does, all or nothing: decided, remembered, written down. */
@Service
class DeviceDecision {

    private final DeviceAuthorizations authorizations;
    private final Consents consents;
    private final ObjectProvider<ApplicationAccess> access;
    private final AuditTrail audit;

    DeviceDecision(
            DeviceAuthorizations authorizations,
            Consents consents,
            ObjectProvider<ApplicationAccess> access,
            AuditTrail audit) {
        this.authorizations = authorizations;
        this.consents = consents;
        this.access = access;
        this.audit = audit;
    }

    /** What came of an answer. */
    enum Outcome {
        ALLOWED,
        DENIED,
        /** Somebody has answered before, or it was too late. */
        NOTHING_WAITED
    }

    /** @param ticked the scopes left ticked; what the device did not ask for is not granted */
    @Transactional
    public Outcome allow(DeviceAuthorization authorization, BrowserSession session, Set<String> ticked) {
        Set<String> granted = new LinkedHashSet<>(authorization.scopes());
        granted.removeIf(scope -> !ticked.contains(scope) && !scope.equals("openid"));
        if (granted.isEmpty()
                || !access.stream().allMatch(rule -> rule.admits(session.accountId(), authorization.client()))) {
            return deny(authorization, session);
        }
        if (!authorizations.allow(authorization, session, granted)) {
            return Outcome.NOTHING_WAITED;
        }
        consents.remember(session.accountId(), authorization.client(), granted);
        record(SecurityEventType.CONSENT_GIVEN, authorization, session);
        return Outcome.ALLOWED;
    }

    @Transactional
    public Outcome deny(DeviceAuthorization authorization, BrowserSession session) {
        if (!authorizations.deny(authorization)) {
            return Outcome.NOTHING_WAITED;
        }
        record(SecurityEventType.CONSENT_DENIED, authorization, session);
        return Outcome.DENIED;
    }

    private void record(SecurityEventType type, DeviceAuthorization authorization, BrowserSession session) {
        audit.record(SecurityEvent.success(type)
                .account(session.accountId())
                .session(session.id())
                .client(authorization.client().clientId())
                .detail("device_address", authorization.address())
                .detail("scope", String.join(" ", authorization.scopes())));
    }
}
