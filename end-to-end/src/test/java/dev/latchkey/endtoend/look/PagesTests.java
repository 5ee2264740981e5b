package dev.latchkey.endtoend.look;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A walk past every page. The pictures are in {@code target/screenshots}. */
@EndToEnd
class PagesTests {

    private final Looks looks = new Looks();

    /** No other test signs the administrator in at the second demo client, so that consent is asked for. */
    @Test
    void canBeUsedByEverybodyOnTheWayIn(House house, People people) {
        Person admin = people.admin();
        DemoApplication demo = admin.at(house.demoTwo());
        demo.open();
        looks.at(admin.page(), "demo-home-signed-out");

        demo.signIn();
        assertThat(admin.signInPage().username()).isVisible();
        looks.at(admin.page(), "sign-in");
        admin.signInPage().submit("admin", "not the password");
        assertThat(admin.signInPage().problem()).isVisible();
        looks.at(admin.page(), "sign-in-problem");

        admin.givesPassword();
        assertThat(admin.secondFactorPage().code()).isVisible();
        looks.at(admin.page(), "second-factor");
        admin.secondFactorPage()
                .enter(admin.account().authenticator().orElseThrow().wrongCode());
        assertThat(admin.secondFactorPage().problem()).isVisible();
        looks.at(admin.page(), "second-factor-problem");

        admin.givesSecondFactorIfEnrolled();
        assertThat(admin.consentPage().allowButton()).isEnabled();
        looks.at(admin.page(), "consent");
        admin.consentPage().deny();
        assertThat(demo.heading()).hasText("You are not signed in");
        looks.at(admin.page(), "demo-denied");

        looks.expectNoProblems();
    }

    @Test
    void canBeUsedByEverybodyWhoIsSignedIn(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());
        looks.at(bob.page(), "demo-home");

        demo.writeNote(
                "A note to look at", "With a line\n\nand another, https://example.test/ and a " + "long".repeat(60));
        looks.at(bob.page(), "demo-note-saved");
        demo.openNotes();
        looks.at(bob.page(), "demo-notes");
        demo.searchNotes("surely not found");
        looks.at(bob.page(), "demo-notes-nothing-found");
        lookAt(bob.page(), "demo-new-note", house.demo().address(), "/notes/new", 200);
        lookAt(bob.page(), "demo-who-am-i", house.demo().address(), "/who-am-i", 200);
        lookAt(bob.page(), "demo-what-just-happened", house.demo().address(), "/what-just-happened", 200);
        lookAt(bob.page(), "demo-not-found", house.demo().address(), "/there-is-no-such-page", 404);
        demo.startNote("", "A note without a title");
        looks.at(bob.page(), "demo-note-refused");

        lookAtWhatCanBeDoneWithNotes(bob.page(), demo, house.demo().address());

        lookAt(bob.page(), "account", house.issuer(), "/account", 200);
        lookAt(bob.page(), "account-profile", house.issuer(), "/account/profile", 200);
        lookAt(bob.page(), "account-security", house.issuer(), "/account/security", 200);
        lookAt(bob.page(), "account-sessions", house.issuer(), "/account/sessions", 200);
        lookAt(bob.page(), "account-activity", house.issuer(), "/account/activity", 200);
        lookAt(bob.page(), "account-identities", house.issuer(), "/account/identities", 200);
        lookAt(bob.page(), "account-password", house.issuer(), "/account/password", 200);
        bob.page().locator("input[name=currentPassword]").fill("not the password");
        bob.page().locator("input[name=password]").fill("short");
        bob.page().locator("input[name=passwordConfirmation]").fill("other");
        bob.page().locator("main form .button-primary").first().click();
        assertThat(bob.page().locator("main [aria-invalid=true]").first()).isVisible();
        looks.at(bob.page(), "account-password-problem");
        lookAt(bob.page(), "account-email", house.issuer(), "/account/email", 200);
        bob.page().locator("input[name=email]").fill("nobody@");
        bob.page().locator("main form").evaluate("form => { form.noValidate = true }");
        bob.page().locator("main form .button-primary").first().click();
        assertThat(bob.page().locator("main [aria-invalid=true]").first()).isVisible();
        looks.at(bob.page(), "account-email-problem");
        lookAt(bob.page(), "link-gone", house.issuer(), "/password/reset", 400);
        lookAt(bob.page(), "account-data", house.issuer(), "/account/data", 200);
        lookAt(bob.page(), "account-delete", house.issuer(), "/account/delete", 200);
        lookAt(bob.page(), "account-deleted", house.issuer(), "/account/deleted", 200);
        lookAt(bob.page(), "sign-out", house.issuer(), "/connect/logout", 200);
        lookAt(bob.page(), "not-found", house.issuer(), "/there-is-no-such-page", 404);
        lookAt(bob.page(), "unknown-client", house.issuer(), "/oauth2/authorize?client_id=nobody", 400);

        demo.open();
        demo.signOut();
        demo.expectSignedOut();
        lookAt(bob.page(), "signed-out", house.issuer(), "/logout/done", 200);

        looks.expectNoProblems();
    }

    @Test
    void canBeUsedByEverybodyWhoComesNew(House house, People people) {
        Person newcomer = people.bob();
        Page page = newcomer.page();
        lookAt(page, "sign-up", house.issuer(), "/signup", 200);
        signUp(page, "short");
        looks.at(page, "sign-up-problem");
        signUp(page, "a sentence that nobody guesses");
        page.waitForURL(Pattern.compile(".*/signup/verify.*"));
        looks.at(page, "sign-up-verify");
        openMail(page, house, "nora@example.test");
        looks.at(page, "demo-mail-one");
        page.locator("a.mail-link").first().click();
        page.waitForURL(Pattern.compile(".*/signup/confirm.*"));
        looks.at(page, "sign-up-confirm");
        page.locator("main form button").first().click();
        page.waitForURL(Pattern.compile(".*/signup/done.*"));
        looks.at(page, "sign-up-done");

        lookAt(page, "password-forgot", house.issuer(), "/password/forgot", 200);
        page.locator("input[name=email]").fill("nora@example.test");
        page.locator("main form button").first().click();
        page.waitForURL(Pattern.compile(".*/password/forgot/sent.*"));
        looks.at(page, "password-forgot-sent");
        openMail(page, house, "nora@example.test");
        page.locator("a.mail-link").first().click();
        page.waitForURL(Pattern.compile(".*/password/reset.*"));
        looks.at(page, "password-reset");
        lookAt(page, "password-reset-done", house.issuer(), "/password/reset/done", 200);
        lookAt(page, "password-set-gone", house.issuer(), "/password/set", 410);
        lookAt(page, "recovery-gone", house.issuer(), "/recovery", 410);
        lookAt(page, "demo-mails", house.issuer(), "/demo/mail", 200);

        lookAt(page, "nora-sign-in", house.issuer(), "/login", 200);
        newcomer.signInPage().submit("nora", "a sentence that nobody guesses");
        page.waitForURL(house.issuer().resolve("/account").toString());
        lookAt(page, "totp-setup", house.issuer(), "/mfa/totp/setup", 200);
        lookAt(page, "authenticators", house.issuer(), "/account/security/authenticators", 200);
        lookAt(page, "passkeys", house.issuer(), "/account/security/passkeys", 200);
        lookAt(page, "passkey-new", house.issuer(), "/account/security/passkeys/new", 200);
        lookAt(page, "accounts", house.issuer(), "/login/accounts", 200);
        lookAt(page, "device", house.issuer(), "/device", 200);

        looks.expectNoProblems();
    }

    @Test
    void canBeUsedByEveryAdministrator(House house, People people) {
        Person admin = people.admin();
        Page page = admin.page();
        page.navigate(house.issuer().resolve("/login").toString());
        admin.givesPassword();
        admin.givesSecondFactorIfEnrolled();
        page.waitForURL(house.issuer().resolve("/account").toString());
        lookAt(page, "admin-recovery-codes", house.issuer(), "/account/security/recovery-codes", 200);
        lookAt(page, "admin-authenticators", house.issuer(), "/account/security/authenticators", 200);
        for (String name : List.of("", "/users", "/users/new", "/keys", "/logouts", "/registration-tokens", "/audit")) {
            lookAt(page, "admin" + name.replace('/', '-'), house.issuer(), "/admin" + name, 200);
        }
        lookAt(page, "admin-users-none", house.issuer(), "/admin/users?search=nobody-at-all", 200);
        lookAt(page, "admin-identity-providers", house.issuer(), "/admin/identity-providers", 200);
        lookAt(page, "admin-identity-provider-new", house.issuer(), "/admin/identity-providers/new", 200);
        lookAt(page, "admin-users-problem", house.issuer(), "/admin/users?sort=password", 400);
        page.navigate(house.issuer().resolve("/admin/users?search=dana").toString());
        page.locator("main a[href^='/admin/users/']:not([href$='/new'])")
                .first()
                .click();
        page.waitForURL(Pattern.compile(".*/admin/users/[0-9a-f-]{36}"));
        looks.at(page, "admin-user");
        String user = URI.create(page.url()).getPath();
        lookAt(page, "admin-user-delete", house.issuer(), user + "/delete", 200);
        lookAt(page, "admin-user-recovery", house.issuer(), user + "/recovery", 200);
        page.navigate(house.issuer().resolve("/admin/keys").toString());
        page.locator("a[href^='/admin/keys/replace']").first().click();
        page.waitForURL(Pattern.compile(".*/admin/keys/replace.*"));
        looks.at(page, "admin-key-replace");
        page.navigate(house.issuer().resolve("/admin/registration-tokens").toString());
        page.locator("input[name=description]").fill("For somebody with a long " + "name".repeat(15));
        page.locator("main form button").first().click();
        assertThat(page.locator(".shown-once")).isVisible();
        looks.at(page, "admin-registration-token-new");
        lookAt(page, "admin-forbidden", house.issuer(), "/admin/nothing", 404);

        looks.expectNoProblems();
    }

    private static void signUp(Page page, String password) {
        page.locator("input[name=name]").fill("Nora New");
        page.locator("input[name=username]").fill("nora");
        page.locator("input[name=email]").fill("nora@example.test");
        page.locator("input[name=password]").fill(password);
        page.locator("input[name=passwordConfirmation]").fill(password);
        page.locator("main form button:not([type=button])").first().click();
        page.waitForLoadState();
    }

    /** Mails are written a moment after what they are about. */
    private static void openMail(Page page, House house, String to) {
        Locator newest = page.locator("li.mail")
                .filter(new Locator.FilterOptions().setHasText(to))
                .first();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            page.navigate(house.issuer().resolve("/demo/mail").toString());
            return newest.count() == 1;
        });
        newest.locator("a").click();
        page.waitForURL(Pattern.compile(".*/demo/mail/.+"));
    }

    private void lookAtWhatCanBeDoneWithNotes(Page page, DemoApplication demo, URI address) {
        demo.writeNote("A note with a picture", "Seen from the top of the hill");
        demo.openPicture("A note with a picture");
        looks.at(page, "demo-picture-none");
        demo.choosePicture(page.screenshot());
        looks.at(page, "demo-note-with-picture");
        demo.openPicture("A note with a picture");
        looks.at(page, "demo-picture");
        demo.chooseFile("notes.txt", "text/plain", "no picture".getBytes(StandardCharsets.UTF_8));
        looks.at(page, "demo-picture-refused");
        demo.deleteNote("A note with a picture");
        looks.at(page, "demo-note-deleted");
        lookAt(page, "demo-trash", address, "/notes/trash", 200);
        lookAt(page, "demo-export", address, "/notes/export", 200);
        lookAt(page, "demo-delete-all", address, "/notes/delete-all", 200);
    }

    private void lookAt(Page page, String name, URI application, String path, int status) {
        looks.at(page, name, application.resolve(path).toString(), status);
    }
}
