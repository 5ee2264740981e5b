package dev.latchkey.auth.security;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

/** A browser at some stage of a sign-in that asks for anything directly, with a CSRF token of its own. */
final class Visitor {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final AuthServer server;
    private final Routes.Stage stage;
    private final String cookies;
    private final String csrf;

    private Visitor(AuthServer server, Routes.Stage stage, Browser browser) {
        this(
                server,
                stage,
                "latchkey-session=" + browser.cookie("latchkey-session") + "; latchkey-csrf="
                        + browser.cookie("latchkey-csrf"),
                browser.hiddenField("_csrf"));
    }

    private Visitor(AuthServer server, Routes.Stage stage, String cookies, String csrf) {
        this.server = server;
        this.stage = stage;
        this.cookies = cookies;
        this.csrf = csrf;
    }

    static Visitor anonymous(Story story) {
        return new Visitor(story.server(), Routes.Stage.PUBLIC, story.browser().open("/login"));
    }

    /** Knows the password of an administrator, and nothing else. */
    static Visitor afterPassword(Story story) {
        TestAccount person = story.newAccounts().administrator();
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", person.username(), "password", person.password()));
        return new Visitor(story.server(), Routes.Stage.FACTOR, browser.open("/mfa/totp"));
    }

    /** An administrator without a second factor, who has opened the page on which one is set up. */
    static Visitor enrolling(Story story) {
        TestAccount person = story.newAccounts().withPassword();
        story.newAccounts().giveRole(person, "ADMIN");
        Browser browser = story.browserOf(person).open("/mfa/totp/setup");
        return new Visitor(story.server(), Routes.Stage.FACTOR, browser);
    }

    /** An administrator whom another site has vouched for, which is one factor. */
    static Visitor afterFederation(Story story) {
        return afterPassword(story, "factors = jsonb_build_object('FEDERATED', factors -> 'PASSWORD')");
    }

    /** Knew the password of an administrator, and waited too long with the second factor. */
    static Visitor afterAnExpiredStep(Story story) {
        return afterPassword(story, "last_seen_at = last_seen_at - interval '1 year'")
                .at(Routes.Stage.PUBLIC);
    }

    /** An administrator who has shown two factors, and whose password is to be replaced before anything else. */
    static Visitor owingAPassword(Story story) {
        TestAccount person = story.newAccounts().administrator();
        Visitor visitor = signedIn(story, Routes.Stage.FACTOR, person);
        change(story, person, "password_owed = true");
        return visitor;
    }

    /** An administrator whose session has expired. */
    static Visitor expired(Story story) {
        TestAccount person = story.newAccounts().administrator();
        Visitor visitor = signedIn(story, Routes.Stage.PUBLIC, person);
        change(story, person, "expires_at = now() - interval '1 second'");
        return visitor;
    }

    private static Visitor afterPassword(Story story, String change) {
        TestAccount person = story.newAccounts().administrator();
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", person.username(), "password", person.password()));
        Visitor visitor = new Visitor(story.server(), Routes.Stage.FACTOR, browser);
        change(story, person, change);
        return visitor;
    }

    private static void change(Story story, TestAccount person, String change) {
        story.server()
                .database()
                .sql("update browser_session set " + change + " where account_id = :id")
                .param("id", story.newAccounts().idOf(person))
                .update();
    }

    private Visitor at(Routes.Stage other) {
        return new Visitor(server, other, cookies, csrf);
    }

    static Visitor user(Story story) {
        return signedIn(story, Routes.Stage.COMPLETE, story.newAccounts().withTotp());
    }

    static Visitor administrator(Story story) {
        return signedIn(story, Routes.Stage.ADMINISTRATOR, story.newAccounts().administrator());
    }

    /** Became an administrator after a sign-in with one factor. */
    static Visitor administratorWithOneFactor(Story story) {
        NewAccounts people = story.newAccounts();
        TestAccount person = people.withPassword();
        Visitor visitor = signedIn(story, Routes.Stage.COMPLETE, person);
        people.giveRole(person, "ADMIN");
        return visitor;
    }

    private static Visitor signedIn(Story story, Routes.Stage stage, TestAccount person) {
        return new Visitor(story.server(), stage, story.browserOf(person).open("/account"));
    }

    Routes.Stage stage() {
        return stage;
    }

    /** A form with the token of this session. */
    String form() {
        return "_csrf=" + java.net.URLEncoder.encode(csrf, java.nio.charset.StandardCharsets.UTF_8);
    }

    HttpResponse<String> send(String method, String path) {
        return send(method, path, form(), Map.of());
    }

    HttpResponse<String> send(String method, String path, String form, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                    .header("Cookie", cookies)
                    .header("Accept", "text/html,application/json")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, BodyPublishers.ofString(form));
            headers.forEach(request::header);
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
