package dev.latchkey.auth.administration;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.clientregistration.InitialAccessTokens;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tokens with which applications register, in the hands of administrators: each step is written down. */
@Service
class RegistrationTokens {

    private final InitialAccessTokens tokens;
    private final AuditTrail trail;

    RegistrationTokens(InitialAccessTokens tokens, AuditTrail trail) {
        this.tokens = tokens;
        this.trail = trail;
    }

    /** @return the token, which cannot be had again */
    @Transactional
    public String create(Actor actor, RegistrationTokenForm form) {
        trail.record(actor.did(event("INITIAL_ACCESS_TOKEN_CREATED", form.description())
                .detail("uses", form.uses())
                .detail("days", form.days())));
        return tokens.create(
                form.description(),
                Integer.parseInt(form.uses()),
                Duration.ofDays(Integer.parseInt(form.days())),
                form.scopeNames(),
                form.hosts());
    }

    @Transactional
    public boolean revoke(Actor actor, UUID id) {
        return tokens.revoke(id)
                .map(description -> {
                    trail.record(actor.did(event("INITIAL_ACCESS_TOKEN_REVOKED", description)));
                    return true;
                })
                .orElse(false);
    }

    private static SecurityEvent event(String what, String description) {
        return SecurityEvent.success(SecurityEventType.SETTINGS_CHANGED)
                .because(what)
                .detail("description", description);
    }
}
