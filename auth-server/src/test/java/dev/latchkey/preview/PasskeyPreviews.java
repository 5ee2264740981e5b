package dev.latchkey.preview;

import dev.latchkey.preview.FactorPages.ChallengePage;
import dev.latchkey.preview.PreviewController.Shown;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pages of passkeys, each in one state. */
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
        show("passkey-edit", "passkey/edit", new PasskeyPage(PHONE, "Phone", null));
        show("passkey-edit-problem", "passkey/edit", new PasskeyPage(PHONE, "", "passkey.problem.name"));
        show("passkey-challenge", "passkey/challenge", challenge(null, null));
        show(
                "passkey-challenge-problem",
                "passkey/challenge",
                challenge("passkey.challenge.problem", "passkey.reason"));
    }

    private PasskeyPreviews() {}

    private static void show(String name, String template, Object page) {
        ALL.put(name, new Shown(template, page));
    }

    private static ChallengePage challenge(@Nullable String problem, @Nullable String reason) {
        return new ChallengePage("alice", problem, 0, "c2lnbmVk.bWFj", reason, true, false);
    }

    record PasskeysPage(
            List<PasskeyEntry> passkeys, @Nullable String done) {}

    record PasskeyEntry(
            UUID id,
            String name,
            LocalDate created,
            @Nullable LocalDate lastUsed,
            String stateKey) {}

    record NewPasskeyPage(String name, @Nullable String problem) {}

    record PasskeyPage(
            PasskeyEntry passkey, String name, @Nullable String problem) {}
}
