package dev.latchkey.preview;

import dev.latchkey.preview.DeveloperPages.ApplicationsPage;
import dev.latchkey.preview.DeveloperPages.CreatedPage;
import dev.latchkey.preview.DeveloperPages.CredentialsPage;
import dev.latchkey.preview.DeveloperPages.DangerPage;
import dev.latchkey.preview.DeveloperPages.Day;
import dev.latchkey.preview.DeveloperPages.Entry;
import dev.latchkey.preview.DeveloperPages.Form;
import dev.latchkey.preview.DeveloperPages.FormPage;
import dev.latchkey.preview.DeveloperPages.Head;
import dev.latchkey.preview.DeveloperPages.KindsPage;
import dev.latchkey.preview.DeveloperPages.Offer;
import dev.latchkey.preview.DeveloperPages.PreviewPage;
import dev.latchkey.preview.DeveloperPages.Problem;
import dev.latchkey.preview.DeveloperPages.PublicationPage;
import dev.latchkey.preview.DeveloperPages.QueuePage;
import dev.latchkey.preview.DeveloperPages.ReviewPage;
import dev.latchkey.preview.DeveloperPages.Row;
import dev.latchkey.preview.DeveloperPages.ScopeChoice;
import dev.latchkey.preview.DeveloperPages.Snippet;
import dev.latchkey.preview.DeveloperPages.Step;
import dev.latchkey.preview.DeveloperPages.UsagePage;
import dev.latchkey.preview.DeveloperPages.Waiting;
import dev.latchkey.preview.PreviewController.Shown;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pages of the developer portal, each in one state. */
final class DeveloperPreviews {

    static final Map<String, Shown> ALL = new LinkedHashMap<>();

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Head DRAFT = head("Shopping list", "draft");
    private static final List<Snippet> SNIPPETS = List.of(
            new Snippet("env", ".env", "CLIENT_ID=app-1\nSCOPE=\"openid profile\"\n"),
            new Snippet("node", "app.mjs", "import * as client from 'openid-client'\n// " + "long ".repeat(40)));
    private static final Form FORM = new Form(
            "Shopping list",
            "Keeps lists",
            "https://app.example",
            "",
            "",
            "dana@example.test",
            "https://app.example/cb\nhttp://app.example/cb",
            "",
            "",
            "");
    private static final List<Step> STEPS =
            List.of(new Step("developer.state.verified", DAY, "Fine"), new Step("developer.state.in-review", DAY, ""));

    static {
        show("applications-none", "developer/applications", list(0, null));
        show("applications-20", "developer/applications", list(20, "developer.obstacle.quota"));
        show("application-kinds", "developer/new", new KindsPage(List.of("web-server", "single-page", "machine")));
        show("application-form", "developer/form", form(null, null));
        show(
                "application-form-problem",
                "developer/form",
                form(null, new Problem("redirect_uris", 2, "developer.problem.http")));
        show(
                "application-created",
                "developer/created",
                new CreatedPage(DRAFT, "kept-nowhere", "https://id", SNIPPETS));
        show("application-general", "developer/general", form(DRAFT, null));
        show("application-nasty", "developer/general", form(head(PreviewController.NASTY, "suspended"), null));
        show("application-redirects", "developer/redirects", form(head("Shopping list", "verified"), null));
        show(
                "application-scopes",
                "developer/scopes",
                form(DRAFT, new Problem("reason.notes:read", 0, "developer.problem.reason")));
        show(
                "application-credentials",
                "developer/credentials",
                new CredentialsPage(
                        DRAFT,
                        List.of(new Row(new UUID(0, 1), "x7Qa", DAY, null), new Row(new UUID(0, 2), null, DAY, DAY)),
                        null,
                        new DeveloperPages.Keys(false, "", ""),
                        "https://id",
                        SNIPPETS,
                        null,
                        "developer.done.revoked"));
        show(
                "application-keys",
                "developer/credentials",
                new CredentialsPage(
                        DRAFT,
                        List.of(),
                        null,
                        new DeveloperPages.Keys(true, "{\"keys\": []}", ""),
                        "https://id",
                        SNIPPETS,
                        "developer.problem.keys",
                        null));
        show("application-preview", "developer/preview", new PreviewPage(DRAFT, PreviewController.consentOfADraft()));
        show("application-usage", "developer/usage", new UsagePage(DRAFT, List.of(new Day(DAY, 12, 3)), 3));
        show("application-requests", "developer/requests", new DeveloperPages.RequestsPage(DRAFT, refusals()));
        show(
                "application-requests-none",
                "developer/requests",
                new DeveloperPages.RequestsPage(
                        DRAFT, new DeveloperPages.Overview("", List.of(), List.of(), null, null)));
        show(
                "administrators-requests",
                "administration/requests",
                new DeveloperPages.AdministratorsRequestsPage(new UUID(0, 1), "Notes", refusals()));
        show(
                "administrators-launcher",
                "administration/launcher",
                new DeveloperPages.AssignmentsPage(
                        new UUID(0, 1),
                        "Notes",
                        false,
                        false,
                        List.of("USER", "ADMIN"),
                        List.of("ADMIN"),
                        "bob",
                        "accounts",
                        false));
        show(
                "administrators-import",
                "administration/import",
                new DeveloperPages.ImportPage(
                        null, null, new DeveloperPages.Imported(12, 1, Map.of("web", "kept-nowhere"))));
        show(
                "administrators-import-problem",
                "administration/import",
                new DeveloperPages.ImportPage(
                        "administration.problem.import", "clients[3].redirect_uris[0] has a fragment", null));
        show(
                "explanation",
                "requestlog/explanation",
                new DeveloperPages.ExplanationPage(
                        "Xk3pQ7w_Zr5tUa1b", "invalid_grant", "/oauth2/token", "requestlog.rule.code-verifier"));
        show(
                "application-publication",
                "developer/publication",
                new PublicationPage(DRAFT, List.of("bob@example.test"), STEPS, 100, "google", true, true, null, null));
        show("application-danger", "developer/danger", new DangerPage(DRAFT, true, null, null));
        show(
                "application-danger-problem",
                "developer/danger",
                new DangerPage(DRAFT, false, new Problem("confirmation", 0, "developer.problem.confirmation"), null));
        show("application-offer", "developer/transfer", new Offer(new UUID(0, 1), "Shopping list"));
        show(
                "application-reviews",
                "developer/review-queue",
                new QueuePage(List.of(new Waiting(DRAFT, DAY, "google")), List.of(), true));
        show(
                "application-review",
                "developer/review",
                new ReviewPage(
                        head("Shopping list", "in-review"),
                        "dana",
                        "Keeps lists",
                        null,
                        "https://app.example",
                        List.of("https://app.example/cb"),
                        Map.of("notes:read", "To show them"),
                        STEPS,
                        false));
    }

    private DeveloperPreviews() {}

    private static Head head(String name, String state) {
        return new Head(
                new UUID(0, 1),
                name,
                "app-1",
                "developer.kind.web-server",
                state,
                true,
                true,
                true,
                state.equals("verified") ? "/img/favicon.svg" : null);
    }

    private static ApplicationsPage list(int count, @Nullable String obstacle) {
        return new ApplicationsPage(
                IntStream.range(0, count)
                        .mapToObj(n -> new Entry(head("Application " + n, "unverified"), DAY))
                        .toList(),
                count == 0 ? List.of(new Offer(new UUID(0, 1), "Shopping list")) : List.of(),
                obstacle,
                null);
    }

    private static FormPage form(@Nullable Head head, @Nullable Problem problem) {
        return new FormPage(
                head,
                "web-server",
                true,
                FORM,
                List.of(
                        new ScopeChoice("openid", "Know who you are", "Your id.", true, false, ""),
                        new ScopeChoice("notes:read", "Read your notes", "See them.", true, true, "")),
                problem,
                null);
    }

    private static DeveloperPages.Overview refusals() {
        return new DeveloperPages.Overview(
                "",
                List.of(new DeveloperPages.RefusedDay(
                        DAY,
                        List.of(
                                new DeveloperPages.Count("invalid_request", 12),
                                new DeveloperPages.Count("invalid_grant", 3)))),
                List.of(
                        refusal(
                                "invalid_request",
                                "redirect-uri-registered",
                                "https://app.example/cb https://app.example/" + "long/".repeat(30),
                                "https://app.example/cb/?code=…"),
                        refusal("invalid_grant", "code-verifier", "", ""),
                        refusal("invalid_scope", "scope-registered", "openid profile", PreviewController.NASTY)),
                null,
                2);
    }

    private static DeveloperPages.Refusal refusal(String error, String rule, String expected, String received) {
        return new DeveloperPages.Refusal(
                "Xk3pQ7w_Zr5tUa1b",
                ZonedDateTime.parse("2026-11-20T12:00:00Z"),
                "/oauth2/authorize",
                error,
                "requestlog.rule." + rule,
                expected,
                received);
    }

    private static void show(String name, String template, Object page) {
        ALL.put(name, new Shown(template, page));
    }
}
