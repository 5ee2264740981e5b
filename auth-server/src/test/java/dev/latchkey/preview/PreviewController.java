package dev.latchkey.preview;

import dev.latchkey.auth.web.ContentSecurityPolicy;
import dev.latchkey.preview.Pages.Access;
import dev.latchkey.preview.Pages.AccountChoicePage;
import dev.latchkey.preview.Pages.AccountPage;
import dev.latchkey.preview.Pages.ApplicationProfile;
import dev.latchkey.preview.Pages.AuthorizationErrorPage;
import dev.latchkey.preview.Pages.ConnectedApplication;
import dev.latchkey.preview.Pages.ConnectedApplicationPage;
import dev.latchkey.preview.Pages.ConnectedApplicationsPage;
import dev.latchkey.preview.Pages.ConsentGroup;
import dev.latchkey.preview.Pages.ConsentPage;
import dev.latchkey.preview.Pages.ConsentScope;
import dev.latchkey.preview.Pages.DemoMailPage;
import dev.latchkey.preview.Pages.DemoMailsPage;
import dev.latchkey.preview.Pages.DeviceCodePage;
import dev.latchkey.preview.Pages.DeviceDonePage;
import dev.latchkey.preview.Pages.DeviceName;
import dev.latchkey.preview.Pages.DevicePage;
import dev.latchkey.preview.Pages.DonePage;
import dev.latchkey.preview.Pages.EmailPage;
import dev.latchkey.preview.Pages.FieldProblem;
import dev.latchkey.preview.Pages.ForgotPage;
import dev.latchkey.preview.Pages.FormPostPage;
import dev.latchkey.preview.Pages.LauncherPage;
import dev.latchkey.preview.Pages.LinkPage;
import dev.latchkey.preview.Pages.LogoutPage;
import dev.latchkey.preview.Pages.OwedPasswordPage;
import dev.latchkey.preview.Pages.Puzzle;
import dev.latchkey.preview.Pages.ResetPage;
import dev.latchkey.preview.Pages.SignInPage;
import dev.latchkey.preview.Pages.SignUpForm;
import dev.latchkey.preview.Pages.SignUpPage;
import dev.latchkey.preview.Pages.Tile;
import dev.latchkey.preview.Pages.VerifyPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Each entry is a page in one state. */
@Controller
class PreviewController {

    /** A name as somebody up to no good would choose it: markup, an expression, right-to-left override, piled marks, length. */
    static final String NASTY =
            "<img src=x onerror=alert(1)> ${7777*7777} __${7777*7777}__ [[${7777*7777}]] \u202Etset z\u0351\u0352\u0353\u0354\u0355 "
                    + "Supercalifragilisticexpialidocious".repeat(4);

    private static final ConsentScope OPENID = new ConsentScope(
            "openid",
            "Recognise you",
            "Learn the number of your account, to know you when you come back.",
            false,
            true);
    private static final ConsentScope PROFILE = new ConsentScope(
            "profile",
            "See your profile",
            "Your name, your user name and, if you gave it, your date of birth.",
            false,
            false);
    private static final ConsentScope READ = new ConsentScope(
            "notes:read", "Read your notes", "See the notes you wrote, with their pictures.", false, false);
    private static final ConsentScope WRITE = new ConsentScope(
            "notes:write", "Change your notes", "Write, change and delete notes in your name.", true, false);

    private static final ConsentScope OFFLINE = new ConsentScope(
            "offline_access",
            "Keep access while you’re not using it",
            "It stays connected until you remove its access.",
            false,
            false);

    private static final Puzzle PUZZLE =
            new Puzzle("SHA-256", "0".repeat(64), 50_000, "salt?expires=1&", "0".repeat(64));

    static final Map<String, Shown> PAGES = new LinkedHashMap<>();

    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 21, 9, 30, 0, 0, java.time.ZoneId.of("UTC"));

    static {
        show("sign-in", "login/sign-in", new SignInPage("Field Notes", "", null, 0, true, "c2lnbmVk.bWFj"));
        show("sign-in-plain", "login/sign-in", new SignInPage(null, "", null, 0, true, null));
        show(
                "sign-in-problem",
                "login/sign-in",
                new SignInPage("Field Notes", "alice", "login.problem.credentials", 0, true, "c2lnbmVk.bWFj"));
        show("sign-in-wait", "login/sign-in", new SignInPage(null, "alice", "login.problem.wait", 15, true, null));
        show("sign-in-nasty", "login/sign-in", new SignInPage(NASTY, NASTY, "login.problem.expired", 0, true, NASTY));
        show("signed-out", "logout/done", null);
        FactorPages.ALL.forEach(PAGES::put);
        PasskeyPreviews.ALL.forEach(PAGES::put);
        DeveloperPreviews.ALL.forEach(PAGES::put);
        FederationPreviews.ALL.forEach(PAGES::put);
        AdministrationPages.ALL.forEach(PAGES::put);
        show(
                "consent",
                "consent/consent",
                consent("Field Notes", List.of(OPENID, PROFILE, READ, WRITE), List.of(), true));
        show("consent-offline", "consent/consent", consent("Field Notes", List.of(OPENID, OFFLINE), List.of(), true));
        show(
                "consent-more",
                "consent/consent",
                consent("Field Notes", List.of(WRITE), List.of(OPENID, PROFILE, READ), false));
        show(
                "consent-none-new",
                "consent/consent",
                consent("Field Notes", List.of(), List.of(OPENID, PROFILE, READ), false));
        show(
                "consent-nasty",
                "consent/consent",
                consent(NASTY, List.of(new ConsentScope(NASTY, NASTY, NASTY, true, true)), List.of(), true));
        show(
                "authorization-error",
                "authorization/error",
                new AuthorizationErrorPage(
                        "invalid_scope",
                        "The scope admin is not registered for this client.",
                        "Field Notes",
                        "Xk3pQ7w_Zr5tUa1b"));
        show(
                "authorization-error-unknown",
                "authorization/error",
                new AuthorizationErrorPage("something_new", "Unknown client_id.", null, null));
        show(
                "accounts",
                "login/accounts",
                new AccountChoicePage(
                        "Field Notes",
                        List.of(
                                new AccountChoicePage.Choice("1", "Alice Example", "alice@example.test"),
                                new AccountChoicePage.Choice(
                                        "2", "Bob Example", "bob.with.a.long.address@work.example.test")),
                        "c2lnbmVk.bWFj"));
        show(
                "accounts-nasty",
                "login/accounts",
                new AccountChoicePage(null, List.of(new AccountChoicePage.Choice("1", NASTY, NASTY)), null));
        show(
                "form-post",
                "authorization/form-post",
                new FormPostPage(
                        "https://notes.example.test/callback", "notes.example.test", Map.of("code", "c0ffee")));
        show(
                "form-post-nasty",
                "authorization/form-post",
                new FormPostPage("https://notes.example.test/callback", NASTY, Map.of("state", NASTY)));
        show(
                "account",
                "account/overview",
                new AccountPage(
                        "Alice Example", "alice", "alice@example.test", true, new TreeSet<>(Set.of("ADMIN", "USER"))));
        show("account-without", "account/overview", new AccountPage(NASTY, "bob", "bob@example.test", false, Set.of()));
        show(
                "applications-none",
                "consent/connected-applications",
                new ConnectedApplicationsPage(List.of(), "", 0, null, null, "applications.removed"));
        show(
                "applications",
                "consent/connected-applications",
                new ConnectedApplicationsPage(
                        List.of(
                                application("Field Notes", true, LocalDate.of(2026, 11, 20)),
                                application(NASTY, false, null)),
                        "",
                        500,
                        1,
                        3,
                        null));
        show(
                "application",
                "consent/connected-application",
                new ConnectedApplicationPage(
                        application(NASTY, false, LocalDate.of(2026, 11, 20)),
                        List.of(
                                new Access(new DeviceName("Firefox", "Linux"), "192.0.2.1", true, NOW, NOW),
                                new Access(null, null, false, NOW, NOW)),
                        3));
        show(
                "application-unused",
                "consent/connected-application",
                new ConnectedApplicationPage(application("Field Notes", true, null), List.of(), 0));
        show("launcher-none", "launch/launcher", new LauncherPage(List.of()));
        show(
                "launcher",
                "launch/launcher",
                new LauncherPage(List.of(
                        new Tile("Field Notes", null, "notes.example.test", "https://notes.example.test/start"),
                        new Tile(NASTY, null, "x.example.test", "https://x.example.test/start"))));
        show(
                "logout",
                "logout/confirm",
                new LogoutPage("Field Notes", "eyJ.hint.sig", "https://notes.example.test/", "xyz", "field-notes"));
        SignUpForm nobody = new SignUpForm("", "", "", "", "", "");
        show("sign-up", "registration/sign-up", new SignUpPage(nobody, Map.of(), 15, 0, null, "c2lnbmVk.bWFj"));
        show(
                "sign-up-problems",
                "registration/sign-up",
                new SignUpPage(
                        new SignUpForm("admin", "alice@", "Alice", "2090-01-01", "", ""),
                        Map.of(
                                "username", new FieldProblem("registration.problem.username.taken", 0),
                                "email", new FieldProblem("registration.problem.email.invalid", 0),
                                "birthdate", new FieldProblem("registration.problem.birthdate.invalid", 0),
                                "password", new FieldProblem("password.problem.too-short", 15),
                                "passwordConfirmation", new FieldProblem("password.problem.different", 0)),
                        15,
                        0,
                        null,
                        null));
        show(
                "sign-up-nasty",
                "registration/sign-up",
                new SignUpPage(new SignUpForm(NASTY, NASTY, NASTY, NASTY, "", ""), Map.of(), 15, 42, NASTY, NASTY));
        show(
                "sign-up-verify",
                "registration/verify",
                new VerifyPage("handle", "alice@example.test", null, 0, true, null));
        show(
                "sign-up-verify-problem",
                "registration/verify",
                new VerifyPage("handle", NASTY, "registration.problem.code", 0, false, "c2lnbmVk.bWFj"));
        show("sign-up-confirm", "registration/confirm", new LinkPage("token", "alice"));
        show("sign-up-gone", "registration/gone", null);
        show("sign-up-done", "registration/signed-up", new DonePage(null));
        show("email", "registration/email", new EmailPage("alice@example.test", true, "", null, 0, true));
        show(
                "email-problem",
                "registration/email",
                new EmailPage(NASTY, false, NASTY, "registration.problem.email.same", 42, false));
        show("email-confirm", "registration/email-confirm", new LinkPage("token", "alice@example.test"));
        show("email-confirmed", "registration/email-confirmed", null);
        show("email-undo", "registration/email-undo", new LinkPage("token", NASTY));
        show("email-undone", "registration/email-undone", null);
        show("forgot", "registration/forgot", new ForgotPage("", null, 0));
        show("forgot-problem", "registration/forgot", new ForgotPage(NASTY, "registration.problem.email.invalid", 0));
        show("forgot-wait", "registration/forgot", new ForgotPage("alice@example.test", null, 42));
        show(
                "forgot-unproven",
                "registration/forgot",
                new ForgotPage("alice@example.test", "challenge.problem.unsolved", 0));
        show("owed-password", "profile/owed-password", new OwedPasswordPage("alice", 15, null, null, "c2lnbmVk.bWFj"));
        show(
                "owed-password-problems",
                "profile/owed-password",
                new OwedPasswordPage(
                        NASTY,
                        15,
                        new FieldProblem("password.problem.common", 15),
                        new FieldProblem("password.problem.different", 0),
                        NASTY));
        show("forgot-sent", "registration/forgot-sent", null);
        show("reset", "registration/reset", new ResetPage("token", "alice", Map.of(), 15));
        show(
                "reset-problems",
                "registration/reset",
                new ResetPage(
                        "token", NASTY, Map.of("password", new FieldProblem("password.problem.guessable", 15)), 15));
        show("reset-done", "registration/reset-done", null);
        DemoMailPage mail = new DemoMailPage(
                UUID.fromString("00000000-0000-4000-8000-000000000001"),
                ZonedDateTime.parse("2026-11-20T12:00:00Z"),
                "bob@example.test",
                "Confirm your e-mail address",
                "Confirm your e-mail address\n\nhttp://localhost:9000/signup/verify?token=abc\n\n    123456\n",
                List.of("http://localhost:9000/signup/verify?token=abc"));
        AccountPages.show(PreviewController::show);
        show("demo-mails", "demo/mails", new DemoMailsPage(List.of(mail, mail)));
        show("demo-mails-none", "demo/mails", new DemoMailsPage(List.of()));
        show("demo-mail", "demo/mail", mail);
        show("device", "device/code", new DeviceCodePage(null, 0));
        show("device-problem", "device/code", new DeviceCodePage("device.problem.code", 0));
        show("device-wait", "device/code", new DeviceCodePage("device.problem.wait", 15));
        show("device-confirm", "device/confirm", device("Television", "dev@example.test", List.of(OPENID, READ)));
        show(
                "device-confirm-nasty",
                "device/confirm",
                device(NASTY, NASTY, List.of(new ConsentScope(NASTY, NASTY, NASTY, true, true))));
        show("device-done", "device/done", new DeviceDonePage(true, "Television"));
        show("device-denied", "device/done", new DeviceDonePage(false, NASTY));
        show("logout-plain", "logout/confirm", new LogoutPage(null, null, null, null, null));
    }

    private static DevicePage device(String application, String developer, List<ConsentScope> asked) {
        return new DevicePage(
                "BCDF-GHJK",
                application,
                new ApplicationProfile(developer, false, null),
                developer,
                "https://tv.example.test/",
                "Alice Example",
                "alice@example.test",
                "203.0.113.7",
                "Berlin, Germany",
                2,
                asked,
                false);
    }

    private static void show(String name, String template, @Nullable Object page) {
        PAGES.put(name, new Shown(template, page));
    }

    private static ConnectedApplication application(String name, boolean trusted, @Nullable LocalDate lastUsed) {
        return new ConnectedApplication(
                "field-notes",
                name,
                new ApplicationProfile(trusted ? null : "Example Works", trusted, null),
                "https://notes.example.test/",
                trusted,
                lastUsed != null,
                LocalDate.of(2026, 3, 14),
                lastUsed,
                groups(List.of(OPENID, PROFILE, READ)));
    }

    static ConsentPage consentOfADraft() {
        return consent("Shopping list", List.of(OPENID, READ), List.of(), false);
    }

    private static ConsentPage consent(
            String application, List<ConsentScope> asked, List<ConsentScope> granted, boolean offline) {
        boolean known = !application.equals(NASTY);
        return new ConsentPage(
                "c0ffee",
                "f1ngerpr1nt",
                "/login?continue=c2lnbmVk.bWFj",
                application,
                known
                        ? new ApplicationProfile(granted.isEmpty() ? null : "Example Works", !granted.isEmpty(), null)
                        : new ApplicationProfile(NASTY, true, null),
                known ? "https://notes.example.test/" : null,
                known ? "https://notes.example.test/privacy" : null,
                known ? "https://notes.example.test/terms" : null,
                "notes.example.test",
                known ? "Alice Example" : NASTY,
                "alice@example.test",
                groups(asked),
                groups(granted),
                granted.size(),
                offline,
                asked.isEmpty(),
                LocalDate.of(2026, 3, 14),
                known ? 252 : 0);
    }

    private static List<ConsentGroup> groups(List<ConsentScope> scopes) {
        List<ConsentScope> account =
                scopes.stream().filter(scope -> !scope.name().contains(":")).toList();
        List<ConsentScope> notes =
                scopes.stream().filter(scope -> scope.name().contains(":")).toList();
        List<ConsentGroup> groups = new java.util.ArrayList<>();
        if (!account.isEmpty()) {
            groups.add(new ConsentGroup("", 0, account));
        }
        if (!notes.isEmpty()) {
            groups.add(new ConsentGroup("https://notes.example.test", account.size(), notes));
        }
        return groups;
    }

    @GetMapping("/preview/{name}")
    ModelAndView page(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        Shown shown = PAGES.get(name);
        if (shown == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (shown.page() instanceof ConsentPage || shown.page() instanceof FormPostPage) {
            ContentSecurityPolicy.allowFormAction(
                    request, response, URI.create("https://notes.example.test/callback?a=b"));
        }
        ModelAndView page = new ModelAndView(shown.template()).addObject("page", shown.page());
        return name.endsWith("-unproven") ? page.addObject("challenge", PUZZLE) : page;
    }

    /** Shows a page again, as after a form that was posted to it; without a CSRF token, for tests. */
    @PostMapping("/preview/open/{name}")
    ModelAndView again(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        return page(name, request, response);
    }

    /** Fails with a status of the application's choice. */
    @GetMapping("/preview/status/{status}")
    void status(@PathVariable int status) {
        throw new ResponseStatusException(HttpStatusCode.valueOf(status), "a reason nobody should read");
    }

    /** Fails, and answers with a page of its own. */
    @GetMapping("/preview/handled")
    void handled() {
        throw new IllegalArgumentException("the request makes no sense");
    }

    @ExceptionHandler
    ModelAndView handle(IllegalArgumentException failure) {
        return new ModelAndView("authorization/error", HttpStatus.BAD_REQUEST)
                .addObject(
                        "page",
                        new AuthorizationErrorPage(
                                "invalid_request", String.valueOf(failure.getMessage()), null, null));
    }

    /** Fails as features fail: by an exception that nobody handles. */
    @GetMapping("/preview/failure/{kind}")
    ModelAndView failure(@PathVariable String kind) {
        switch (kind) {
            case "database" ->
                throw new CannotCreateTransactionException(
                        "secret reason", new SQLTransientConnectionException("secret cause"));
            case "shutdown" ->
                throw new UncategorizedSQLException(
                        "query", "secret statement", new SQLException("terminating connection", "57P01"));
            case "template" -> {
                return new ModelAndView("no/such/template");
            }
            default -> throw new IllegalStateException("secret reason");
        }
    }

    @GetMapping("/")
    @ResponseBody
    String index() {
        StringBuilder links = new StringBuilder("<!DOCTYPE html><title>Preview</title><ul>");
        PAGES.keySet()
                .forEach(name -> links.append("<li><a href='/preview/")
                        .append(name)
                        .append("'>")
                        .append(name)
                        .append("</a>"));
        return links.toString();
    }

    record Shown(String template, @Nullable Object page) {}
}
