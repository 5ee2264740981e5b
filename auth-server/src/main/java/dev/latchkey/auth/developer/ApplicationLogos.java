package dev.latchkey.auth.developer;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.ClientLogos;
import dev.latchkey.auth.image.Logo;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The pictures that stand for applications. One says as much as a name, so with another one the verification is gone. */
@Service
class ApplicationLogos {

    private final ClientLogos logos;
    private final ApplicationReviews reviews;
    private final AuditTrail trail;

    ApplicationLogos(ClientLogos logos, ApplicationReviews reviews, AuditTrail trail) {
        this.logos = logos;
        this.reviews = reviews;
        this.trail = trail;
    }

    @Transactional
    public void change(UUID actor, Application application, Logo logo) {
        logos.upload(application.id(), logo);
        reviews.lose(application, actor);
        record(actor, application, logo.name());
    }

    @Transactional
    public void remove(UUID actor, Application application) {
        if (logos.remove(application.id())) {
            record(actor, application, "removed");
        }
    }

    private void record(UUID actor, Application application, String logo) {
        trail.record(SecurityEvent.success(SecurityEventType.CLIENT_CHANGED)
                .account(actor)
                .client(application.clientId())
                .detail("by", "owner")
                .detail("logo", logo));
    }
}
