package dev.latchkey.preview;

import dev.latchkey.preview.PreviewController.Shown;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pages for administrators, each in one state. */
final class AdministrationPages {

    static final Map<String, Shown> ALL = new LinkedHashMap<>();

    private static final UUID ID = UUID.fromString("6f1c9a52-8d30-4c55-9a0e-0b4f6f1d7a11");
    private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-21T12:00:00Z");
    private static final List<Role> ROLES = List.of(
            new Role("ADMIN", "ADMIN", ""),
            new Role("USER", "USER", ""),
            new Role("AUDITOR", "Auditor", "Looks at what was done."));

    static {
        show("set-password", "set-password", new SetPasswordPage("token", "alice", null, 15));
        show(
                "set-password-problem",
                "set-password",
                new SetPasswordPage("token", PreviewController.NASTY, "password.problem.common", 15));
        show("set-password-gone", "set-password", new SetPasswordPage("", null, null, 15));
        show("administration", "overview", null);
        show(
                "users",
                "users",
                users(
                        List.of(
                                entry("alice", "Alice Example", "active"),
                                entry("bob", PreviewController.NASTY, "disabled"),
                                entry("carol", "Carol", "invited")),
                        null));
        show("users-none", "users", users(List.of(), "administration.problem.search"));
        show("invite", "invite", new InvitePage(new InvitationForm("", "", "", Set.of("USER")), ROLES, null));
        show(
                "invite-problem",
                "invite",
                new InvitePage(
                        new InvitationForm("a b", "x", PreviewController.NASTY, Set.of()),
                        ROLES,
                        "administration.problem.username"));
        show("user", "user", user("alice", "active", false, null, "administration.done.roles"));
        show("user-own", "user", user("admin", "active", true, "administration.problem.OWN_ROLES", null));
        show("user-nasty", "user", user(PreviewController.NASTY, "disabled", false, null, null));
        show("user-invited", "user", user("carol", "invited", false, null, null));
        show("delete-user", "delete", new DeletionPage(ID, 1, "alice", null));
        show(
                "delete-user-problem",
                "delete",
                new DeletionPage(ID, 1, PreviewController.NASTY, "administration.problem.confirmation"));
        show(
                "applications-administered",
                "applications",
                new ApplicationsPage(
                        List.of(
                                new ListedApplication(ID, "notes", "Field Notes", true, true),
                                new ListedApplication(ID, "nasty", PreviewController.NASTY, false, false)),
                        "n",
                        "",
                        "/admin/applications?cursor=x",
                        null,
                        null));
        show(
                "applications-administered-none",
                "applications",
                new ApplicationsPage(
                        List.of(),
                        "",
                        "",
                        null,
                        "administration.problem.search",
                        "administration.applications.done.deleted"));
        show("new-application", "new-application", new NewApplicationPage("{ }", null));
        show(
                "new-application-problem",
                "new-application",
                new NewApplicationPage(PreviewController.NASTY, "scope is unknown"));
        show(
                "application-administered",
                "application",
                application("Field Notes", null, null, "administration.applications.done.settings"));
        show(
                "application-administered-secret",
                "application",
                application("Field Notes", "c0ffee", null, "administration.applications.done.secret"));
        show(
                "application-administered-nasty",
                "application",
                application(PreviewController.NASTY, null, "administration.applications.problem.settings", null));
        show("keys", "keys", new KeysPage(List.of(key("active"), key("next"), key("removed")), null));
        show("replace-key", "replace-key", new ReplaceKeyPage("k".repeat(43), "ES256", "kkkkkkkk", null));
        show("start-recovery", "start-recovery", new RecoveryStartPage(ID, "alice", null, null, null, null));
        show(
                "start-recovery-problem",
                "start-recovery",
                new RecoveryStartPage(
                        ID, PreviewController.NASTY, null, null, null, "administration.problem.confirmation"));
        show(
                "start-recovery-link",
                "start-recovery",
                new RecoveryStartPage(
                        ID, "alice", "https://login.example/recovery?token=" + "x".repeat(43), AT, AT, null));
        show(
                "registration-tokens",
                "registration-tokens",
                new RegistrationTokensPage(
                        List.of(token("For the mail team", true), token(PreviewController.NASTY, false)),
                        new RegistrationTokenForm("", "1", "7", "", ""),
                        "x".repeat(43),
                        null,
                        null));
        show(
                "registration-tokens-problem",
                "registration-tokens",
                new RegistrationTokensPage(
                        List.of(),
                        new RegistrationTokenForm(PreviewController.NASTY, "0", "x", "none", ""),
                        null,
                        "administration.problem.token.uses",
                        null));
        show(
                "logouts",
                "logouts",
                new LogoutsPage(
                        List.of(logout("waiting"), logout("delivered"), logout("given-up")),
                        "",
                        "administration.logouts.retried"));
        show("logouts-none", "logouts", new LogoutsPage(List.of(), PreviewController.NASTY, null));
        show(
                "audit",
                "audit",
                new AuditPage(
                        new AuditForm("alice", "", "SIGN_IN", "FAILURE", "2026-11-01", ""),
                        List.of("SIGN_IN", "SESSION_ENDED"),
                        List.of(event("SIGN_IN", true), event(PreviewController.NASTY, false)),
                        "/admin/audit?cursor=x",
                        null));
        show(
                "audit-none",
                "audit",
                new AuditPage(
                        new AuditForm("", "", "", "", "", ""),
                        List.of(),
                        List.of(),
                        null,
                        "administration.problem.search"));
    }

    private AdministrationPages() {}

    private static void show(String name, String template, @Nullable Object page) {
        ALL.put(name, new Shown("administration/" + template, page));
    }

    private static UsersPage users(List<Entry> entries, @Nullable String problem) {
        return new UsersPage(
                entries,
                "",
                "",
                "",
                "username",
                List.of("ADMIN", "USER"),
                problem == null ? "/admin/users?cursor=x" : null,
                problem,
                null);
    }

    private static Entry entry(String username, String name, String state) {
        return new Entry(
                ID, username, username + "@example.test", true, name, List.of("ADMIN", "USER"), new State(state), AT);
    }

    private static UserPage user(
            String username, String state, boolean own, @Nullable String problem, @Nullable String done) {
        return new UserPage(
                ID,
                7,
                own,
                state,
                username,
                new Profile(username, username + "@example.test", username, "1990-04-01"),
                true,
                Set.of("USER"),
                ROLES,
                AT,
                List.of(new SecurityRow("administration.user.sessions", "administration.users.none", List.of())),
                List.of(new Session("Firefox", "Linux", "192.0.2.1", AT), new Session(null, null, null, AT)),
                List.of(new Application("notes", username, LocalDate.of(2026, 3, 14), null)),
                List.of(event("SIGN_IN", true)),
                problem,
                done);
    }

    private static EventRow event(String text, boolean success) {
        return new EventRow(
                AT, text, success, success ? null : text, ID, ID, text, "192.0.2.1", "c0ffee", Map.of("name", text));
    }

    private static TokenRow token(String description, boolean usable) {
        return new TokenRow(
                UUID.nameUUIDFromBytes(description.getBytes(StandardCharsets.UTF_8)),
                description,
                "openid profile",
                usable ? "" : "app.example",
                3,
                AT,
                AT,
                usable);
    }

    private static LogoutRow logout(String state) {
        boolean tried = !state.equals("waiting");
        return new LogoutRow(
                UUID.nameUUIDFromBytes(state.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "notes",
                ID,
                state,
                tried ? 3 : 0,
                tried ? "STATUS_200" : null,
                AT,
                tried ? AT : null);
    }

    private static KeyRow key(String state) {
        boolean signs = state.equals("active");
        return new KeyRow(
                state.charAt(0) + "k".repeat(42),
                "ES256",
                state,
                !signs,
                AT,
                signs ? AT : null,
                null,
                signs ? AT : null);
    }

    record Role(String name, String title, String description) {}

    record SetPasswordPage(
            String token,
            @Nullable String username,
            @Nullable String problem,
            int shortest) {}

    record State(String parameter) {}

    record Entry(
            UUID id,
            String username,
            String email,
            boolean emailVerified,
            String name,
            List<String> roles,
            State state,
            OffsetDateTime createdAt) {}

    record UsersPage(
            List<Entry> users,
            String search,
            String state,
            String role,
            String sort,
            List<String> roles,
            @Nullable String next,
            @Nullable String problem,
            @Nullable String done) {}

    record InvitationForm(String username, String email, String name, Set<String> roles) {}

    record InvitePage(
            InvitationForm form, List<Role> roles, @Nullable String problem) {}

    record Profile(String username, String email, String name, String birthdate) {}

    record SecurityRow(String title, String text, List<Object> arguments) {}

    record Session(
            @Nullable String browser,
            @Nullable String system,
            @Nullable String address,
            OffsetDateTime lastSeenAt) {}

    record Application(
            String clientId,
            String name,
            LocalDate since,
            @Nullable LocalDate lastUsed) {}

    record UserPage(
            UUID id,
            long version,
            boolean own,
            String state,
            String username,
            Profile profile,
            boolean emailVerified,
            Set<String> roles,
            List<Role> allRoles,
            OffsetDateTime createdAt,
            List<SecurityRow> security,
            List<Session> sessions,
            List<Application> applications,
            List<EventRow> activity,
            @Nullable String problem,
            @Nullable String done) {}

    record DeletionPage(
            UUID id,
            long version,
            String username,
            @Nullable String problem) {}

    record RecoveryStartPage(
            UUID id,
            String username,
            @Nullable String link,
            @Nullable OffsetDateTime opensAt,
            @Nullable OffsetDateTime expiresAt,
            @Nullable String problem) {}

    record TokenRow(
            UUID id,
            String description,
            String scopes,
            String redirectHosts,
            int remaining,
            OffsetDateTime createdAt,
            OffsetDateTime expiresAt,
            boolean usable) {}

    record RegistrationTokenForm(String description, String uses, String days, String scopes, String redirectHosts) {}

    record RegistrationTokensPage(
            List<TokenRow> tokens,
            RegistrationTokenForm form,
            @Nullable String token,
            @Nullable String problem,
            @Nullable String done) {}

    record LogoutRow(
            UUID id,
            String client,
            UUID accountId,
            String state,
            int attempts,
            @Nullable String outcome,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime lastAttemptAt) {}

    record LogoutsPage(
            List<LogoutRow> deliveries,
            String client,
            @Nullable String done) {}

    record KeyRow(
            String kid,
            String algorithm,
            String state,
            boolean inStore,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime activatedAt,
            @Nullable OffsetDateTime retiredAt,
            @Nullable OffsetDateTime nextRotation) {}

    record KeysPage(List<KeyRow> keys, @Nullable String done) {}

    record ReplaceKeyPage(
            String kid,
            String algorithm,
            String begin,
            @Nullable String problem) {}

    record AuditForm(String account, String client, String type, String outcome, String from, String to) {}

    record EventRow(
            OffsetDateTime at,
            String type,
            boolean success,
            @Nullable String reason,
            @Nullable UUID accountId,
            @Nullable UUID actorId,
            @Nullable String clientId,
            @Nullable String address,
            @Nullable String correlationId,
            Map<String, String> details) {}

    record AuditPage(
            AuditForm form,
            List<String> types,
            List<EventRow> events,
            @Nullable String next,
            @Nullable String problem) {}

    record ListedApplication(UUID id, String clientId, String name, boolean trusted, boolean enabled) {}

    record ApplicationsPage(
            List<ListedApplication> applications,
            String search,
            String state,
            @Nullable String next,
            @Nullable String problem,
            @Nullable String done) {}

    record NewApplicationPage(String declaration, @Nullable String reason) {}

    record Policy(
            boolean trusted,
            boolean twoFactors,
            boolean pushedRequests,
            boolean dpop,
            boolean deviceSensitiveScopes,
            String accessTokenTtl,
            String refreshTokenIdleTtl,
            String refreshTokenAbsoluteTtl) {}

    record Secret(UUID id, LocalDate createdAt, @Nullable LocalDate lastUsedOn) {}

    record ApplicationPage(
            UUID id,
            long version,
            String clientId,
            String name,
            boolean enabled,
            boolean trusted,
            LocalDate createdAt,
            String declaration,
            Policy policy,
            boolean usesSecrets,
            List<Secret> secrets,
            @Nullable String logo,
            @Nullable String newSecret,
            @Nullable String problem,
            @Nullable String reason,
            @Nullable String done) {}

    private static ApplicationPage application(
            String name, @Nullable String secret, @Nullable String problem, @Nullable String done) {
        LocalDate day = LocalDate.of(2026, 11, 21);
        return new ApplicationPage(
                ID,
                3,
                "notes",
                name,
                problem == null,
                true,
                day,
                "{\n  \"client_id\" : \"notes\",\n  \"scope\" : \"openid notes:read\"\n}",
                new Policy(true, false, true, false, false, "PT5M", "", ""),
                true,
                List.of(new Secret(ID, day, day), new Secret(ID, day, null)),
                null,
                secret,
                problem,
                problem == null ? null : "scope is not known",
                done);
    }
}
