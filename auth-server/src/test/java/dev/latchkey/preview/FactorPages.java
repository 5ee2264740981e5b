package dev.latchkey.preview;

import dev.latchkey.preview.PreviewController.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of second factors and of a confirmation, each in one state. */
final class FactorPages {

    static final Map<String, Shown> ALL = new LinkedHashMap<>();

    private static final String SIGNED = "c2lnbmVk.bWFj";

    static {
        show("totp", "mfa/totp", new ChallengePage("alice", null, 0, SIGNED, null, true));
        show("totp-problem", "mfa/totp", new ChallengePage("alice", "mfa.problem.code", 0, SIGNED, null, false));
        show("totp-again", "mfa/totp", new ChallengePage("alice", null, 0, SIGNED, "session.reason.any", true));
        show(
                "method",
                "mfa/method",
                new MethodPage(
                        "mfa.choose.title",
                        "mfa.choose.lead",
                        List.of(new Option("/mfa/totp", "mfa.method.totp"), new Option("/mfa/x", "account.title"))));
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

    private static ReauthenticationPage confirmation(String name, @Nullable String problem, boolean hasPassword) {
        return new ReauthenticationPage(name, "session.reason.any", hasPassword, problem, 0, SIGNED);
    }

    record ChallengePage(
            String accountName,
            @Nullable String problem,
            long minutes,
            @Nullable String continuation,
            @Nullable String reason,
            boolean hasOthers) {}

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
