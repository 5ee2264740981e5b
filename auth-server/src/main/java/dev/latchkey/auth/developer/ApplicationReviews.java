package dev.latchkey.auth.developer;

import static dev.latchkey.auth.database.Columns.instant;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.SelfRegistration;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How an application comes from its draft to being verified, and back. Every step is kept, and audited. */
@Service
class ApplicationReviews {

    private static final int LONGEST_NOTE = 500;

    private final JdbcClient jdbc;
    private final Applications applications;
    private final SelfRegistration clients;
    private final AuditTrail trail;
    private final Clock clock;

    ApplicationReviews(
            JdbcClient jdbc, Applications applications, SelfRegistration clients, AuditTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.clients = clients;
        this.trail = trail;
        this.clock = clock;
    }

    /** One step of the way. */
    record Step(ApplicationState state, Instant at, String note) {}

    List<Step> of(UUID application) {
        return jdbc.sql("""
                        select state, at, note from application_review where application_id = :id order by at desc, id limit 50
                        """)
                .param("id", application)
                .query((row, n) -> new Step(
                        ApplicationState.valueOf(row.getString("state")), instant(row, "at"), row.getString("note")))
                .list();
    }

    /** Opens a draft to everybody, unverified. One that resembles something well known is opened by a review only. */
    @Transactional
    public boolean publish(Application application, UUID actor) {
        return application.looksLike() == null
                && move(application, ApplicationState.DRAFT, ApplicationState.UNVERIFIED, actor, "");
    }

    /** Asks for a review. */
    @Transactional
    public boolean ask(Application application, UUID actor, String note) {
        return (application.state() == ApplicationState.DRAFT || application.state() == ApplicationState.UNVERIFIED)
                && move(application, application.state(), ApplicationState.IN_REVIEW, actor, note);
    }

    @Transactional
    public boolean verify(Application application, UUID administrator, String note) {
        return move(application, ApplicationState.IN_REVIEW, ApplicationState.VERIFIED, administrator, note);
    }

    /** Back to where only its owner and testers can use it. */
    @Transactional
    public boolean reject(Application application, UUID administrator, String note) {
        return move(application, ApplicationState.IN_REVIEW, ApplicationState.DRAFT, administrator, note);
    }

    /** From any state: the client is as good as unknown from now on. */
    @Transactional
    public boolean suspend(Application application, UUID administrator, String note) {
        boolean moved = application.state() != ApplicationState.SUSPENDED
                && move(application, application.state(), ApplicationState.SUSPENDED, administrator, note);
        if (moved) {
            clients.enable(application.clientId(), false);
        }
        return moved;
    }

    /** Back to a draft. */
    @Transactional
    public boolean restore(Application application, UUID administrator, String note) {
        boolean moved = move(application, ApplicationState.SUSPENDED, ApplicationState.DRAFT, administrator, note);
        if (moved) {
            clients.enable(application.clientId(), true);
        }
        return moved;
    }

    /** It is not any more what was looked at, or not what is being looked at. */
    void lose(Application application, UUID actor) {
        boolean resembles = applications.find(application.id()).orElseThrow().looksLike() != null;
        ApplicationState next = resembles ? ApplicationState.DRAFT : ApplicationState.UNVERIFIED;
        switch (application.state()) {
            case VERIFIED, IN_REVIEW -> move(application, application.state(), next, actor, "");
            case UNVERIFIED -> {
                if (resembles) {
                    move(application, application.state(), next, actor, "");
                }
            }
            case DRAFT, SUSPENDED -> {}
        }
    }

    private boolean move(Application application, ApplicationState from, ApplicationState to, UUID actor, String note) {
        if (!applications.move(application.id(), from, to)) {
            return false;
        }
        String kept = note.strip();
        jdbc.sql("""
                        insert into application_review (id, application_id, at, actor_id, state, note)
                        values (:id, :application, :now, :actor, :state, :note)
                        """)
                .param("id", UUID.randomUUID())
                .param("application", application.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("state", to.name())
                .param("note", kept.substring(0, Math.min(kept.length(), LONGEST_NOTE)))
                .update();
        trail.record(SecurityEvent.success(SecurityEventType.CLIENT_CHANGED)
                .account(application.ownerId())
                .actor(actor)
                .client(application.clientId())
                .detail("before", from.name())
                .detail("after", to.name()));
        return true;
    }
}
