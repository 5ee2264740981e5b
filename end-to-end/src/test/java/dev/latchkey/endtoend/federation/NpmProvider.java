package dev.latchkey.endtoend.federation;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.library.NodeServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** npm's {@code oidc-provider}, in a process of its own that ends with this one. Nobody has a password there. */
final class NpmProvider implements Upstream {

    private static final String NAME = "npm";

    private final House house;
    private final String secret = UUID.randomUUID().toString();
    private final Map<Integer, Account> people = new ConcurrentHashMap<>();
    private final URI issuer;
    private NodeServer server;

    NpmProvider(House house) {
        this.house = house;
        this.server = launch(0);
        this.issuer = URI.create(server.there().at("/issuer").asString());
    }

    private NodeServer launch(int port) {
        String way = house.issuer() + "/login/federated/" + NAME;
        Map<String, ?> client = Map.of(
                "client_id",
                clientId(),
                "client_secret",
                secret,
                "redirect_uris",
                List.of(way + "/callback"),
                "post_logout_redirect_uris",
                List.of(house.issuer() + "/logout/done"),
                "backchannel_logout_uri",
                way + "/logout",
                "backchannel_logout_session_required",
                true);
        return NodeServer.start("provider.js", Map.of("port", port, "client", client));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "oidc-provider";
    }

    @Override
    public URI issuer() {
        return issuer;
    }

    @Override
    public String clientId() {
        return "house";
    }

    @Override
    public String clientSecret() {
        return secret;
    }

    @Override
    public Account person(int number) {
        return people.computeIfAbsent(number, one -> house.stranger());
    }

    @Override
    public void signIn(Page page, Account person) {
        page.locator("input[name=login]").fill(person.username());
        page.locator("button").click();
        page.waitForURL(url -> !url.startsWith(issuer.toString()));
    }

    @Override
    public void confirmSignOut(Page page) {
        page.waitForURL(url -> url.startsWith(issuer.toString()));
        page.locator("button[name=logout]").click();
    }

    @Override
    public void signOut(Page page) {
        page.navigate(issuer.resolve("/session/end").toString());
        confirmSignOut(page);
        page.waitForURL(url -> url.contains("/session/end/success"));
    }

    /** Its keys last as long as its process. */
    @Override
    public void rotateKey(Page operator) {
        stop();
        startAgain();
    }

    @Override
    public void stop() {
        server.close();
    }

    @Override
    public void startAgain() {
        server = launch(issuer.getPort());
    }
}
