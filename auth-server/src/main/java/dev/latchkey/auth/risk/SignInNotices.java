package dev.latchkey.auth.risk;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.ApproximatePlace;
import dev.latchkey.auth.session.Device;
import dev.latchkey.auth.session.DeviceName;
import dev.latchkey.auth.session.SignInCompleted;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells owners of a sign-in from a browser or network that their account has not used before, and makes it familiar. */
@Component
class SignInNotices {

    private final FamiliarOrigins origins;
    private final FamiliarBrowser browser;
    private final DisowningLinks links;
    private final OpaqueValues values;
    private final Accounts accounts;
    private final Mails mails;
    private final AuditTrail trail;
    private final ObjectProvider<ApproximatePlace> places;
    private final Issuer issuer;
    private final RiskProperties properties;
    private final Clock clock;

    SignInNotices(
            FamiliarOrigins origins,
            FamiliarBrowser browser,
            DisowningLinks links,
            OpaqueValues values,
            Accounts accounts,
            Mails mails,
            AuditTrail trail,
            ObjectProvider<ApproximatePlace> places,
            Issuer issuer,
            RiskProperties properties,
            Clock clock) {
        this.origins = origins;
        this.browser = browser;
        this.links = links;
        this.values = values;
        this.accounts = accounts;
        this.mails = mails;
        this.trail = trail;
        this.places = places;
        this.issuer = issuer;
        this.properties = properties;
        this.clock = clock;
    }

    /** In the transaction of the sign-in: none is acknowledged whose owner is not told. */
    @EventListener
    void on(SignInCompleted completed) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current)) {
            return;
        }
        HttpServletRequest request = current.getRequest();
        Optional<String> before = browser.read(request);
        FamiliarOrigins.Familiarity familiarity = origins.of(completed.accountId(), before, request.getRemoteAddr());
        if (familiarity.isNews()) {
            tell(completed, Device.of(request), familiarity);
        }
        String value = values.generate();
        origins.remember(completed.accountId(), before.orElse(null), value, request.getRemoteAddr());
        HttpServletResponse response = Objects.requireNonNull(current.getResponse());
        browser.write(response, value);
    }

    private void tell(SignInCompleted completed, Device device, FamiliarOrigins.Familiarity familiarity) {
        trail.record(SecurityEvent.success(SecurityEventType.NEW_DEVICE)
                .account(completed.accountId())
                .session(completed.sessionId())
                .detail("device", familiarity.device() ? "familiar" : "new")
                .detail("network", familiarity.network() ? "familiar" : "new"));
        if (properties.notices()) {
            accounts.findById(completed.accountId()).ifPresent(account -> write(account, completed, device));
        }
    }

    private void write(Account account, SignInCompleted completed, Device device) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(properties.linkLifetime());
        String token = links.create(account.getId(), completed.sessionId(), expiresAt);
        Locale language = LocaleContextHolder.getLocale();
        mails.send(Mail.to(account.getEmail(), language)
                .template("new-sign-in")
                .with("time", now)
                .with("device", describe(device))
                .with("place", place(device, language))
                .with("link", issuer.url(DisowningController.PATH + "?token=" + token)));
    }

    private static String describe(Device device) {
        DeviceName name = DeviceName.of(device.userAgent());
        return Stream.of(name.browser(), name.system()).filter(Objects::nonNull).collect(Collectors.joining(", "));
    }

    /** The address, and what the operator's database says of it if there is one. */
    private String place(Device device, Locale language) {
        return Optional.ofNullable(places.getIfAvailable())
                .flatMap(known -> known.of(device.address(), language))
                .map(place -> place + " (" + device.address() + ")")
                .orElse(device.address());
    }
}
