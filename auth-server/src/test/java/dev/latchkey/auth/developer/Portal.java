package dev.latchkey.auth.developer;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests of the portal do there. */
final class Portal {

    static final String LIST = "/developer/applications";
    static final String NEW = LIST + "/new";
    static final String CALLBACK = "https://portal.test/cb";

    private static final Pattern SECRET = Pattern.compile("id=\"client-secret\">([^<]+)<");
    private static final Pattern CLIENT_ID = Pattern.compile("id=\"client-id\">([^<]+)<");

    private final Story story;

    Portal(Story story) {
        this.story = story;
    }

    /** Fills in the form of a web server, and sends it. */
    Browser register(Browser browser, Map<String, String> changes) {
        Map<String, String> fields = new HashMap<>(Map.of("name", "Shopping list", "redirect_uris", CALLBACK));
        fields.putAll(changes);
        return browser.open(NEW + "?kind=web-server").submit(NEW, fields);
    }

    /** A web server's application of this person, as its own back channel knows it. */
    TestClient registered(Browser browser) {
        register(browser, Map.of());
        return new TestClient(shown(browser, CLIENT_ID), shown(browser, SECRET), CALLBACK);
    }

    /** An application of a kind that has no secret and no redirect URI. */
    TestClient registeredDevice(Browser browser, String name) {
        browser.open(NEW + "?kind=device").submit(NEW, Map.of("name", name));
        return new TestClient(shown(browser, CLIENT_ID), "", "");
    }

    static String secretOn(Browser browser) {
        return shown(browser, SECRET);
    }

    String pathOf(TestClient client) {
        return LIST + "/" + idOf(client);
    }

    UUID idOf(TestClient client) {
        return story.server()
                .database()
                .sql("select id from client where client_id = :id")
                .param("id", client.clientId())
                .query(UUID.class)
                .single();
    }

    long countOf(TestAccount account) {
        return story.server()
                .database()
                .sql("select count(*) from application where account_id = :id")
                .param("id", story.newAccounts().idOf(account))
                .query(Long.class)
                .single();
    }

    String stateOf(TestClient client) {
        return story.server()
                .database()
                .sql("select state from application where id = :id")
                .param("id", idOf(client))
                .query(String.class)
                .single();
    }

    /** The metadata, policy and trust of a client, as one text. */
    List<Map<String, Object>> rowOf(TestClient client) {
        return story.server()
                .database()
                .sql("select client_id, metadata::text, policy::text, trusted from client where client_id = :id")
                .param("id", client.clientId())
                .query()
                .listOfRows();
    }

    /** Opens the draft to everybody. */
    void publish(Browser owner, TestClient client) {
        owner.open(pathOf(client) + "/publication").submit(pathOf(client) + "/publication", Map.of());
    }

    Browser asksFor(Browser browser, TestClient client) {
        return browser.open(
                new AuthorizationRequest(client).with("scope", "openid profile").url());
    }

    private static String shown(Browser browser, Pattern what) {
        Matcher found = what.matcher(browser.page().body());
        if (!found.find()) {
            throw new AssertionError("Not shown on " + browser.page().statusCode() + "\n"
                    + browser.page().body());
        }
        return found.group(1);
    }
}
