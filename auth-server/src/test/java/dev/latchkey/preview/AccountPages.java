package dev.latchkey.preview;

import static dev.latchkey.preview.PreviewController.NASTY;

import dev.latchkey.preview.Pages.ActivityPage;
import dev.latchkey.preview.Pages.DeletedPage;
import dev.latchkey.preview.Pages.DeletionPage;
import dev.latchkey.preview.Pages.DeviceName;
import dev.latchkey.preview.Pages.Event;
import dev.latchkey.preview.Pages.FirstPasswordPage;
import dev.latchkey.preview.Pages.PasswordPage;
import dev.latchkey.preview.Pages.ProfileForm;
import dev.latchkey.preview.Pages.ProfilePage;
import dev.latchkey.preview.Pages.SecurityPage;
import dev.latchkey.preview.Pages.SecurityRow;
import dev.latchkey.preview.Pages.Session;
import dev.latchkey.preview.Pages.SessionsPage;
import dev.latchkey.preview.Pages.State;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The pages on which people see and change what is theirs. */
final class AccountPages {

    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 21, 9, 30, 0, 0, ZoneId.of("UTC"));
    private static final DeviceName FIREFOX = new DeviceName("Firefox", "Linux");
    private static final DeviceName UNKNOWN = new DeviceName(null, null);

    private AccountPages() {}

    /** A page in one state: its name, its template and what it shows. */
    interface Show {
        void page(String name, String template, @Nullable Object page);
    }

    static void show(Show show) {
        sessions((name, page) -> show.page(name, "session/sessions", page));
        show.page(
                "security",
                "profile/security",
                new SecurityPage(List.of(
                        item("profile.security.password", State.GOOD, "Set", NOW.minusDays(400)),
                        item("profile.security.sessions", State.PLAIN, "2 devices", null),
                        item("account.totp", State.ATTENTION, NASTY, NOW))));
        activity((name, page) -> show.page(name, "profile/activity", page));
        profile((name, page) -> show.page(name, "profile/profile", page));
        password((name, page) -> show.page(name, "profile/password", page));
        firstPassword((name, page) -> show.page(name, "profile/first-password", page));
        show.page("data", "profile/data", null);
        show.page("deletion", "profile/deletion", new DeletionPage("alice", 14, null));
        show.page(
                "deletion-problem",
                "profile/deletion",
                new DeletionPage(NASTY, 14, "profile.deletion.problem.confirmation"));
        show.page("deleted", "profile/deleted", new DeletedPage(14));
    }

    private static void sessions(BiConsumer<String, Object> show) {
        Session current = session(FIREFOX, "Berlin, Germany", true);
        show.accept("sessions-none", new SessionsPage(current, List.of(), 0, null, null, "session.done.others"));
        show.accept(
                "sessions",
                new SessionsPage(
                        current,
                        List.of(
                                session(new DeviceName("Chrome", "Android"), null, false),
                                session(UNKNOWN, NASTY, true)),
                        2,
                        null,
                        null,
                        null));
        show.accept(
                "sessions-many",
                new SessionsPage(
                        current,
                        Collections.nCopies(20, session(new DeviceName("curl", null), null, false)),
                        500,
                        3,
                        5,
                        null));
    }

    private static Session session(DeviceName device, @Nullable String place, boolean remembered) {
        return new Session(
                new UUID(0, 1), device, place, "2001:db8::1", remembered, NOW.minusDays(3), NOW.minusMinutes(2));
    }

    private static SecurityRow item(String title, State state, String text, @Nullable ZonedDateTime since) {
        return new SecurityRow(title, state, text, since, "/account/password", "profile.security.password.change");
    }

    private static void activity(BiConsumer<String, Object> show) {
        Event signIn = new Event("You signed in", false, false, null, NOW, FIREFOX, "192.0.2.1");
        Event nasty = new Event("A sign-in with a wrong password", true, true, NASTY, NOW, UNKNOWN, null);
        show.accept("activity-none", new ActivityPage(List.of(), null, true));
        show.accept("activity", new ActivityPage(List.of(signIn, nasty), null, true));
        List<Event> many = new ArrayList<>(Collections.nCopies(24, signIn));
        many.add(nasty);
        show.accept("activity-many", new ActivityPage(many, "2026-11-21T09:30:00Z_1", false));
    }

    private static void profile(BiConsumer<String, Object> show) {
        List<String> zones = List.of("Europe/Berlin", "Europe/Vienna");
        ProfileForm empty = form("alice", "Alice Example", null);
        show.accept("profile", new ProfilePage(empty, null, null, 0, true, zones));
        show.accept(
                "profile-problem",
                new ProfilePage(form(NASTY, NASTY, NASTY), "username", "profile.problem.wait", 30, false, zones));
        show.accept(
                "profile-problem-street",
                new ProfilePage(empty, "street_address", "profile.problem.street-address", 0, false, zones));
    }

    private static ProfileForm form(String username, String name, @Nullable String text) {
        return new ProfileForm(
                username, name, text, text, text, text, null, text, text, text, text, null, text, text, text, text,
                text, text, text);
    }

    private static void password(BiConsumer<String, Object> show) {
        show.accept("password", new PasswordPage("alice", null, null, 0, "profile.password.changed"));
        show.accept("password-problem", new PasswordPage("alice", "password", "password.problem.too-short", 15, null));
        show.accept(
                "password-wait", new PasswordPage(NASTY, "currentPassword", "profile.password.problem.wait", 15, null));
    }

    private static void firstPassword(BiConsumer<String, Object> show) {
        String email = "alice@example.test";
        show.accept("first-password", new FirstPasswordPage("alice", email, null, false, null, null, 0));
        show.accept(
                "first-password-mailed",
                new FirstPasswordPage(
                        "alice",
                        email,
                        new Pages.Place("Example Company", "https://password.example.com/"),
                        true,
                        null,
                        null,
                        0));
        show.accept(
                "first-password-problem",
                new FirstPasswordPage(NASTY, NASTY, null, false, "code", "profile.password.problem.code", 0));
        show.accept(
                "first-password-wait",
                new FirstPasswordPage("alice", email, null, false, null, "profile.password.problem.mails", 15));
    }
}
