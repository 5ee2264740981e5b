package dev.latchkey.auth.risk;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.session.SignInRisk;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds up what is unusual about a sign-in. */
@Service
class RiskAssessment implements SignInRisk {

    private final FamiliarOrigins origins;
    private final FamiliarBrowser browser;
    private final Travel travel;
    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final RiskProperties properties;
    private final Clock clock;

    RiskAssessment(
            FamiliarOrigins origins,
            FamiliarBrowser browser,
            Travel travel,
            JdbcClient jdbc,
            AuditTrail trail,
            RiskProperties properties,
            Clock clock) {
        this.origins = origins;
        this.browser = browser;
        this.travel = travel;
        this.jdbc = jdbc;
        this.trail = trail;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    @Transactional
    public boolean demandsSecondFactor(UUID accountId, HttpServletRequest request) {
        Set<RiskSign> signs = signs(accountId, request);
        int points = signs.stream().mapToInt(RiskSign::points).sum();
        boolean demands = properties.demandAt() > 0 && points >= properties.demandAt();
        if (demands) {
            trail.record(SecurityEvent.success(SecurityEventType.SECOND_FACTOR_DEMANDED)
                    .account(accountId)
                    .because("UNUSUAL_SIGN_IN")
                    .detail("signs", signs.stream().map(RiskSign::name).collect(Collectors.joining(" ")))
                    .detail("points", Integer.toString(points)));
        }
        return demands;
    }

    private Set<RiskSign> signs(UUID accountId, HttpServletRequest request) {
        Set<RiskSign> signs = EnumSet.noneOf(RiskSign.class);
        FamiliarOrigins.Familiarity familiarity = origins.of(accountId, browser.read(request), request.getRemoteAddr());
        if (familiarity.anything() && !familiarity.device()) {
            signs.add(RiskSign.NEW_DEVICE);
        }
        if (familiarity.anything() && !familiarity.network()) {
            signs.add(RiskSign.NEW_NETWORK);
        }
        if (recentFailures(accountId) >= properties.failures()) {
            signs.add(RiskSign.RECENT_FAILURES);
        }
        if (travel.isImpossible(accountId, request.getRemoteAddr())) {
            signs.add(RiskSign.IMPOSSIBLE_TRAVEL);
        }
        return signs;
    }

    private int recentFailures(UUID accountId) {
        return jdbc.sql("""
                        select count(*) from security_event
                        where account_id = :account and occurred_at > :since and type = 'SIGN_IN' and outcome = 'FAILURE'
                        """)
                .param("account", accountId)
                .param(
                        "since",
                        clock.instant().minus(properties.failureWindow()).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }
}
