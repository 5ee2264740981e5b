package dev.latchkey.auth.federation;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox.Received;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Somebody in a random history: a browser, a mailbox that nobody else reads, a password, a name at every provider, and names for
 * accounts that say whose they are.
 */
final class ModelPerson {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String HIDDEN = "(?s).*action=\"(/account/identities/[^\"]*/removal)\".*";

    private final AuthServer server;
    private final Browser browser;
    private final String name = "model" + COUNT.incrementAndGet() + "x";
    private final String password = "the password of " + name;
    private int accounts;

    ModelPerson(AuthServer server) {
        this.server = server;
        this.browser = new Browser(server);
    }

    /** What people do, and how often. */
    enum Act {
        SIGN_UP(2),
        CONFIRM_SIGN_UP(3),
        SIGN_IN(4),
        ARRIVE(3),
        ARRIVE_AND_CREATE(2),
        LINK(5),
        CONFIRM_LINK(5),
        UNLINK(3),
        ASK_FOR_RESET(1),
        RESET(3),
        ADD_PASSWORD(3),
        ASK_FOR_DELETION(1),
        ERASE(2),
        SIGN_OUT(2);

        private final int weight;

        Act(int weight) {
            this.weight = weight;
        }

        static Act of(Random random) {
            List<Act> all = new ArrayList<>();
            for (Act act : values()) {
                for (int i = 0; i < act.weight; i++) {
                    all.add(act);
                }
            }
            return all.get(random.nextInt(all.size()));
        }
    }

    String address() {
        return name + "@example.test";
    }

    String subject() {
        return name;
    }

    boolean owns(String username) {
        return username.startsWith(name);
    }

    /**
     * @param address that the provider calls verified, or that is signed up or asked for with
     * @return whether it got anywhere
     */
    boolean does(Act act, ModelProvider provider, String address) {
        provider.person(name, address);
        return switch (act) {
            case SIGN_UP -> signUp(address);
            case CONFIRM_SIGN_UP -> confirmSignUp();
            case SIGN_IN -> signIn(browser);
            case ARRIVE -> provider.signIn(browser).page().statusCode() == 200;
            case ARRIVE_AND_CREATE -> {
                provider.signIn(browser);
                yield post("/signup/federated", Map.of("username", newName(), "name", "N"), "/login")
                        && !isIn().isEmpty();
            }
            case LINK -> link(provider);
            case CONFIRM_LINK -> confirmLink();
            case UNLINK -> unlink();
            case ASK_FOR_RESET -> askForReset(address);
            case RESET -> askForReset(address()) && reset();
            case ADD_PASSWORD -> addPassword();
            case ASK_FOR_DELETION -> askForDeletion();
            case ERASE -> erase();
            case SIGN_OUT -> post("/connect/logout", Map.of("decision", "yes"), "/connect/logout");
        };
    }

    /** The name of the account in which this browser is; empty if in none. */
    String isIn() {
        return nameIn(browser);
    }

    /** With every way in that this person has, each in a browser of its own. */
    List<String> everythingThatIsReached(List<ModelProvider> providers) {
        List<String> reached = new ArrayList<>();
        for (ModelProvider provider : providers) {
            provider.person(name, null);
            reached.add(nameIn(provider.signIn(new Browser(server))));
        }
        Browser other = new Browser(server);
        signIn(other);
        reached.add(nameIn(other));
        reached.removeIf(String::isEmpty);
        return reached;
    }

    private boolean signUp(String address) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", newName());
        form.put("email", address);
        form.put("name", "N");
        form.put("password", password);
        form.put("passwordConfirmation", password);
        browser.open("/signup").submit("/signup", form);
        awaitMails();
        return browser.at("/signup/verify");
    }

    /** Nobody confirms a sign-up that shows a name which they have not chosen. */
    private boolean confirmSignUp() {
        for (Received mail : newestFirst()) {
            if (mail.text().contains("/signup/confirm")) {
                browser.open(mail.link());
                if (browser.at("/signup/confirm") && browser.page().body().contains(name)) {
                    browser.submit("/signup/confirm", Map.of());
                    return browser.at("/signup/done");
                }
            }
        }
        return false;
    }

    private boolean signIn(Browser with) {
        with.open("/login");
        if (with.at("/login")) {
            with.submit("/login", Map.of("username", address(), "password", password));
        }
        return with.at("/account");
    }

    private boolean link(ModelProvider provider) {
        if (isIn().isEmpty()) {
            signIn(browser);
        }
        browser.open("/account/identities");
        if (!provider.isOfferedOn(browser.page().body())) {
            return false;
        }
        provider.prove(browser);
        return browser.at("/account/identities/new");
    }

    private boolean confirmLink() {
        return post("/account/identities/new", Map.of(), "/account/identities")
                && browser.page().uri().toString().contains("LINKED");
    }

    private boolean unlink() {
        browser.open("/account/identities");
        if (!browser.at("/account/identities") || !browser.page().body().contains("/removal")) {
            return false;
        }
        browser.submit(browser.page().body().replaceFirst(HIDDEN, "$1"), Map.of());
        return browser.page().statusCode() == 200;
    }

    private boolean askForReset(String address) {
        browser.open("/password/forgot").submit("/password/forgot", Map.of("email", address));
        awaitMails();
        return browser.at("/password/forgot/sent");
    }

    private boolean reset() {
        for (Received mail : newestFirst()) {
            if (mail.text().contains("/password/reset?")) {
                browser.open(mail.link());
                if (browser.at("/password/reset")) {
                    browser.submit("/password/reset", Map.of("password", password, "passwordConfirmation", password));
                    return browser.at("/password/reset/done") && signIn(browser);
                }
            }
        }
        return false;
    }

    /** The code goes to the address of the account, which may be the mailbox of somebody else. */
    private boolean addPassword() {
        if (!post("/account/password/new/code", Map.of(), "/account/password/new")
                || !browser.at("/account/password/new")) {
            return false;
        }
        awaitMails();
        for (Received mail : newestFirst()) {
            if (mail.subject().equals("Your code to add a password")) {
                Map<String, String> form = new LinkedHashMap<>();
                form.put("code", mail.code());
                form.put("password", password);
                form.put("passwordConfirmation", password);
                browser.submit("/account/password/new", form);
                return browser.at("/account/password");
            }
        }
        return false;
    }

    private boolean askForDeletion() {
        String username = isIn();
        return !username.isEmpty()
                && post("/account/delete", Map.of("confirmation", username), "/account/delete")
                && browser.at("/account/deleted");
    }

    /** As if the days had passed in which it can be taken back. */
    private boolean erase() {
        askForDeletion();
        int asked = server.database().sql("""
                        update account_deletion set due_at = now() - interval '1 second' where account_id in
                          (select id from account where starts_with(username, :name))
                        """).param("name", name).update();
        ReflectionTestUtils.invokeMethod(server.bean("accountDeletion", Object.class), "eraseDue");
        return asked > 0;
    }

    /** Posts with the token of a page that has one. */
    private boolean post(String path, Map<String, String> fields, String from) {
        browser.open(from);
        if (!browser.page().body().contains("name=\"_csrf\"")) {
            return false;
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", browser.hiddenField("_csrf"));
        browser.postRaw(path, all);
        return browser.page().statusCode() == 200;
    }

    private static String nameIn(Browser browser) {
        browser.open("/account/profile");
        return browser.at("/account/profile")
                ? browser.page().body().replaceFirst("(?s).*name=\"username\"[^>]*value=\"([^\"]*)\".*", "$1")
                : "";
    }

    private List<Received> newestFirst() {
        List<Received> mails = new ArrayList<>(server.mailbox().to(address()));
        Collections.reverse(mails);
        return mails;
    }

    private String newName() {
        return name + ++accounts;
    }

    /** Until everything that was to be mailed just now has been. */
    private void awaitMails() {
        for (int i = 0; i < 500 && waiting() > 0; i++) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private long waiting() {
        return server.database()
                .sql(
                        "select (select count(*) from password_reset_request)"
                                + " + (select count(*) from mail where failures = 0 and queued_at > now() - interval '5 seconds')")
                .query(Long.class)
                .single();
    }
}
