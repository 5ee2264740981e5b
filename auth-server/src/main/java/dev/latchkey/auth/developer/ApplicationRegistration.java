package dev.latchkey.auth.developer;

import dev.latchkey.auth.account.AccountErased;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.RegisteredMetadata;
import dev.latchkey.auth.client.SecretRotation;
import dev.latchkey.auth.client.SelfRegistration;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers, changes and deletes applications for the people whose they are, each in one transaction. */
@Service
class ApplicationRegistration {

    /** What an administrator has looked at: somebody else could hide behind the badge if it could change below it. */
    private static final List<String> REVIEWED = List.of("client_name", "client_uri", "redirect_uris");

    private final Applications applications;
    private final ApplicationRules rules;
    private final ApplicationReviews reviews;
    private final SelfRegistration clients;
    private final SecretRotation secrets;
    private final DeveloperProperties properties;
    private final AuditTrail trail;
    private final Clock clock;

    ApplicationRegistration(
            Applications applications,
            ApplicationRules rules,
            ApplicationReviews reviews,
            SelfRegistration clients,
            SecretRotation secrets,
            DeveloperProperties properties,
            AuditTrail trail,
            Clock clock) {
        this.applications = applications;
        this.rules = rules;
        this.reviews = reviews;
        this.clients = clients;
        this.secrets = secrets;
        this.properties = properties;
        this.trail = trail;
        this.clock = clock;
    }

    /** @param secret in clear, which cannot be had again; null for a kind that has none */
    record Registered(Application application, @Nullable String secret) {}

    /** The person has as many as one may have. */
    static final class TooManyApplicationsException extends RuntimeException {
        TooManyApplicationsException() {
            super("As many applications as one account may have", null, false, false);
        }
    }

    /** @throws InvalidApplicationException when it may not be so */
    @Transactional
    public Registered register(UUID owner, ApplicationKind kind, ApplicationForm form) {
        if (applications.countLocking(owner) >= properties.applicationsPerAccount()) {
            throw new TooManyApplicationsException();
        }
        @Nullable String looksLike = rules.check(form, kind, false);
        RegisteredMetadata client = register(form.metadata(kind));
        applications.insert(client.id(), owner, kind, form.description(), form.reasons(), looksLike, clock.instant());
        record(SecurityEventType.CLIENT_REGISTERED, owner, client.clientId(), Map.of());
        return new Registered(applications.find(client.id()).orElseThrow(), client.newSecret());
    }

    /**
     * Makes it be what the form says. What was verified is not any more if something changes that was looked at.
     *
     * @throws InvalidApplicationException when it may not be so
     */
    @Transactional
    public void change(UUID actor, Application before, ApplicationForm form) {
        @Nullable String looksLike = rules.check(form, before.kind(), before.isVerified());
        Map<String, Object> metadata = form.metadata(before);
        boolean toBeReviewed = REVIEWED.stream().anyMatch(name -> differs(before.metadata(), metadata, name))
                || asksForMore(before.metadata(), metadata);
        if (toBeReviewed) {
            rules.check(form, before.kind(), false); // what is sensitive goes with the verification
        }
        try {
            clients.change(before.clientId(), metadata, rules::scopeExists);
        } catch (InvalidClientMetadataException refused) {
            throw new InvalidApplicationException(FormProblem.of(refused));
        }
        applications.describe(before.id(), form.description(), form.reasons(), looksLike);
        if (toBeReviewed) {
            reviews.lose(before, actor);
        }
        Map<String, String> changed = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (differs(before.metadata(), metadata, name)) {
                changed.put(name, String.valueOf(value));
            }
        });
        record(SecurityEventType.CLIENT_CHANGED, actor, before.clientId(), changed);
    }

    /** @return the new secret; empty when it has two, or needs none */
    @Transactional
    public Optional<GeneratedSecret> addSecret(UUID actor, Application application) {
        Optional<GeneratedSecret> added = secrets.add(application.id());
        if (added.isPresent()) {
            record(SecurityEventType.CLIENT_SECRET_CHANGED, actor, application.clientId(), Map.of("change", "added"));
        }
        return added;
    }

    @Transactional
    public boolean revokeSecret(UUID actor, Application application, UUID secret) {
        boolean revoked = secrets.revoke(application.id(), secret);
        if (revoked) {
            record(SecurityEventType.CLIENT_SECRET_CHANGED, actor, application.clientId(), Map.of("change", "revoked"));
        }
        return revoked;
    }

    /** Deletes it with everything that people allowed it and everything that it was given. */
    @Transactional
    public void delete(UUID actor, Application application) {
        clients.delete(application.clientId());
        record(SecurityEventType.CLIENT_DELETED, actor, application.clientId(), Map.of());
    }

    /** Nobody is left to answer for them. */
    @EventListener
    @Transactional
    public void on(AccountErased erased) {
        applications.of(erased.accountId()).forEach(application -> delete(erased.accountId(), application));
    }

    private RegisteredMetadata register(Map<String, Object> metadata) {
        try {
            return clients.registerFor(metadata, rules::scopeExists);
        } catch (InvalidClientMetadataException refused) {
            throw new InvalidApplicationException(FormProblem.of(refused));
        }
    }

    /** Whether a scope is asked for that nobody has looked at. */
    private static boolean asksForMore(Map<String, Object> before, Map<String, Object> after) {
        return !scopes(before).containsAll(scopes(after));
    }

    private static Set<String> scopes(Map<String, Object> metadata) {
        return Set.of(String.valueOf(metadata.getOrDefault("scope", "")).split(" "));
    }

    private static boolean differs(Map<String, Object> before, Map<String, Object> after, String name) {
        return !String.valueOf(before.get(name)).equals(String.valueOf(after.get(name)));
    }

    private void record(SecurityEventType type, UUID actor, String clientId, Map<String, String> details) {
        SecurityEvent event =
                SecurityEvent.success(type).account(actor).client(clientId).detail("by", "owner");
        for (Map.Entry<String, String> detail : details.entrySet()) {
            event = event.detail(detail.getKey(), detail.getValue());
        }
        trail.record(event);
    }
}
