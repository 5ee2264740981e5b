package dev.latchkey.preview;

import dev.latchkey.preview.PreviewController.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pages of second factors and of a confirmation, each in one state. */
final class FactorPages {

    static final Map<String, Shown> ALL = new LinkedHashMap<>();

    private static final UUID ID = new UUID(1, 2);
    private static final String SIGNED = "c2lnbmVk.bWFj";

    static {
        show("totp", "mfa/totp", new ChallengePage("alice", null, 0, SIGNED, null, true, true));
        show("totp-problem", "mfa/totp", new ChallengePage("alice", "mfa.problem.code", 0, SIGNED, null, false, false));
        show("totp-again", "mfa/totp", new ChallengePage("alice", null, 0, SIGNED, "session.reason.any", true, false));
        show("totp-setup", "mfa/totp-setup", setup("alice", null, false));
        show("totp-setup-mandatory", "mfa/totp-setup", setup("alice", "mfa.problem.code", true));
        show("totp-setup-nasty", "mfa/totp-setup", setup(PreviewController.NASTY, null, false));
        show("recovery-code", "mfa/recovery-code", new ChallengePage("alice", null, 0, SIGNED, null, true, false));
        show(
                "recovery-code-problem",
                "mfa/recovery-code",
                new ChallengePage("alice", "mfa.problem.recovery-code", 0, SIGNED, null, false, false));
        show("recovery-codes-none", "mfa/recovery-codes", codes(null, 0, false, null, List.of()));
        show("recovery-codes-few", "mfa/recovery-codes", codes(ID, 2, true, LocalDate.of(2026, 3, 14), List.of()));
        show(
                "recovery-codes",
                "mfa/recovery-codes",
                codes(ID, 10, false, LocalDate.of(2026, 3, 14), Collections.nCopies(10, "7k3m-9qpx-04hd-wz2c")));
        show(
                "authenticators-none",
                "mfa/authenticators",
                new AuthenticatorsPage(List.of(), false, null, false, List.of(), null, null));
        show(
                "authenticators",
                "mfa/authenticators",
                new AuthenticatorsPage(
                        List.of(
                                new Authenticator(ID, "My phone", Instant.EPOCH, Instant.EPOCH),
                                new Authenticator(ID, PreviewController.NASTY, Instant.EPOCH, null)),
                        false,
                        2,
                        true,
                        List.of(new TrustedDevice(
                                ID, PreviewController.NASTY, "2001:db8::1", Instant.EPOCH, Instant.EPOCH)),
                        "mfa.done.renamed",
                        null));
        show(
                "method",
                "mfa/method",
                new MethodPage(
                        "mfa.choose.title",
                        "mfa.choose.lead",
                        List.of(new Option("/mfa/totp", "mfa.method.totp"), new Option("/mfa/x", "account.title"))));
        show("sms", "sms/challenge", sms(null, false));
        show("sms-sent", "sms/challenge", sms("sms.problem.code", true));
        show("phone-none", "sms/phone", new PhonePage(null, false, "", 0, null, null));
        show("phone", "sms/phone", new PhonePage("+49…12", false, "", 0, "sms.done.added", null));
        show("phone-sent", "sms/phone", new PhonePage("+49…12", true, "", 0, null, "sms.problem.code"));
        show(
                "phone-problem",
                "sms/phone",
                new PhonePage(null, false, PreviewController.NASTY, 0, null, "sms.problem.number"));
        show("confirm", "reauthentication/confirm", confirmation("alice", null, true));
        show(
                "confirm-problem",
                "reauthentication/confirm",
                confirmation("alice", "reauthentication.problem.password", true));
        show("confirm-nasty", "reauthentication/confirm", confirmation(PreviewController.NASTY, null, false));
    }

    private FactorPages() {}

    private static void show(String name, String template, Object page) {
        ALL.put(name, new Shown(template, page));
    }

    private static SmsChallengePage sms(@Nullable String problem, boolean sent) {
        return new SmsChallengePage(new ChallengePage("alice", problem, 0, SIGNED, null, true, false), "+49…12", sent);
    }

    private static ReauthenticationPage confirmation(String name, @Nullable String problem, boolean hasPassword) {
        return new ReauthenticationPage(name, "session.reason.any", hasPassword, problem, 0, SIGNED);
    }

    private static TotpSetupPage setup(String name, @Nullable String problem, boolean mandatory) {
        return new TotpSetupPage(
                "Latchkey",
                name,
                new QrImage(29, "M4 4h7v7h-7zM18 4h7v7h-7zM4 18h7v7h-7zM14 14h4v4h-4z"),
                "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP",
                "app://totp/Latchkey:alice?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                "",
                problem,
                mandatory,
                SIGNED);
    }

    private static RecoveryCodesPage codes(
            @Nullable UUID current, int left, boolean runningOut, @Nullable LocalDate createdOn, List<String> codes) {
        return new RecoveryCodesPage(current, left, runningOut, createdOn, codes, null, SIGNED);
    }

    record QrImage(int size, String path) {}

    record TotpSetupPage(
            String issuer,
            String accountName,
            QrImage qr,
            String secret,
            String uri,
            String name,
            @Nullable String problem,
            boolean mandatory,
            @Nullable String continuation) {}

    record RecoveryCodesPage(
            @Nullable UUID current,
            int left,
            boolean runningOut,
            @Nullable LocalDate createdOn,
            List<String> codes,
            @Nullable String problem,
            @Nullable String continuation) {}

    record AuthenticatorsPage(
            List<Authenticator> authenticators,
            boolean full,
            @Nullable Integer recoveryCodesLeft,
            boolean recoveryCodesRunningOut,
            List<TrustedDevice> trustedDevices,
            @Nullable String done,
            @Nullable String problem) {}

    record Authenticator(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {

        public LocalDate createdOn() {
            return LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
        }

        public @Nullable LocalDate lastUsedOn() {
            return lastUsedAt == null ? null : LocalDate.ofInstant(lastUsedAt, ZoneOffset.UTC);
        }
    }

    record TrustedDevice(
            UUID id, @Nullable String userAgent, @Nullable String address, Instant createdAt, Instant expiresAt) {

        public DeviceName device() {
            return new DeviceName(userAgent, null);
        }

        public LocalDate createdOn() {
            return LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
        }

        public LocalDate expiresOn() {
            return LocalDate.ofInstant(expiresAt, ZoneOffset.UTC);
        }
    }

    record DeviceName(@Nullable String browser, @Nullable String system) {}

    record ChallengePage(
            String accountName,
            @Nullable String problem,
            long minutes,
            @Nullable String continuation,
            @Nullable String reason,
            boolean hasOthers,
            boolean offersTrust) {}

    record SmsChallengePage(ChallengePage challenge, String number, boolean sent) {}

    record PhonePage(
            @Nullable String number,
            boolean sent,
            String typed,
            long minutes,
            @Nullable String done,
            @Nullable String problem) {}

    record MethodPage(String titleKey, String leadKey, List<Option> options) {}

    record Option(String address, String titleKey) {}

    record ReauthenticationPage(
            String accountName,
            String reason,
            boolean hasPassword,
            @Nullable String problem,
            long minutes,
            @Nullable String continuation) {}
}
