package dev.latchkey.preview;

import dev.latchkey.preview.FactorPages.ChallengePage;
import dev.latchkey.preview.PreviewController.Shown;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pages of passkeys unusual sign-ins and recovery, each in one state. */
final class PasskeyPreviews {

    static final Map<String, Shown> ALL = new LinkedHashMap<>();

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static final PasskeyEntry PHONE =
            new PasskeyEntry(new UUID(0, 1), "Phone", DAY, DAY, "passkey.state.synced");

    static {
        show("passkeys-none", "passkey/list", new PasskeysPage(List.of(), "passkey.done.removed"));
        show(
                "passkeys",
                "passkey/list",
                new PasskeysPage(
                        List.of(
                                PHONE,
                                new PasskeyEntry(new UUID(0, 2), "Security key", DAY, null, "passkey.state.bound"),
                                new PasskeyEntry(
                                        new UUID(0, 3), PreviewController.NASTY, DAY, DAY, "passkey.state.not-synced")),
                        null));
        show("passkey-new", "passkey/new", new NewPasskeyPage("Android", null));
        show("passkey-new-problem", "passkey/new", new NewPasskeyPage("Android", "passkey.problem.refused"));
        show("passkey-setup", "passkey/setup", new PasskeySetupPage("alice", "Android", null, true, "c2lnbmVk.bWFj"));
        show("passkey-edit", "passkey/edit", new PasskeyPage(PHONE, "Phone", null));
        show("passkey-edit-problem", "passkey/edit", new PasskeyPage(PHONE, "", "passkey.problem.name"));
        show("passkey-challenge", "passkey/challenge", challenge(null, null));
        show(
                "passkey-challenge-problem",
                "passkey/challenge",
                challenge("passkey.challenge.problem", "passkey.reason"));
    }

    static {
        for (Step step : Step.values()) {
            show("email-code-" + step, "emailcode/sign-in", new EmailSignInPage(step, "token", null, null));
        }
        show(
                "email-code-problem",
                "emailcode/sign-in",
                new EmailSignInPage(Step.CODE, null, "email-code.problem.code", "c2lnbmVk.bWFj"));
        show("not-me", "risk/not-me", new DisowningPage("token"));
        show("not-me-gone", "risk/not-me", new DisowningPage(null));
        show("recovery", "recovery/recovery", new RecoveryPage("token", null, null, 0, false));
        show(
                "recovery-problem",
                "recovery/recovery",
                new RecoveryPage("token", null, "password.problem.too-short", 15, false));
        show(
                "recovery-wait",
                "recovery/recovery",
                new RecoveryPage("token", DAY.atTime(12, 0).atZone(ZoneOffset.UTC), null, 0, false));
        show("recovery-cancel", "recovery/recovery", new RecoveryPage("token", null, null, 0, true));
        show("recovery-gone", "recovery/recovery", new RecoveryPage(null, null, null, 0, false));
    }

    private PasskeyPreviews() {}

    private static void show(String name, String template, Object page) {
        ALL.put(name, new Shown(template, page));
    }

    private static ChallengePage challenge(@Nullable String problem, @Nullable String reason) {
        return new ChallengePage("alice", problem, 0, "c2lnbmVk.bWFj", reason, true, false);
    }

    record PasskeySetupPage(
            String accountName,
            String name,
            @Nullable String problem,
            boolean mandatory,
            @Nullable String continuation) {}

    record PasskeysPage(
            List<PasskeyEntry> passkeys, @Nullable String done) {}

    record PasskeyEntry(
            UUID id,
            String name,
            LocalDate created,
            @Nullable LocalDate lastUsed,
            String stateKey) {}

    enum Step {
        ADDRESS,
        CODE,
        LINK
    }

    record EmailSignInPage(
            Step step,
            @Nullable String token,
            @Nullable String problem,
            @Nullable String continuation) {}

    record RecoveryPage(
            @Nullable String token,
            @Nullable ZonedDateTime opensAt,
            @Nullable String problem,
            int length,
            boolean cancelling) {}

    record DisowningPage(@Nullable String token) {}

    record NewPasskeyPage(String name, @Nullable String problem) {}

    record PasskeyPage(
            PasskeyEntry passkey, String name, @Nullable String problem) {}
}
