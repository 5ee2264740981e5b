package dev.latchkey.endtoend.federation;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.house.Account;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.library.NodeServer;
import java.net.URI;
import java.util.Map;

/**
 * A SAML identity provider on one of npm's libraries, in a process of its own that ends with this one. Nobody has a password there. It is
 * on another host than the house, and so another site for a browser.
 */
final class NpmSamlProvider {

    private final House house;
    private final String library;
    private final URI address;
    private NodeServer server;

    NpmSamlProvider(House house, String library) {
        this.house = house;
        this.library = library;
        this.server = launch(0);
        this.address = URI.create(server.there().at("/address").asString());
    }

    private NodeServer launch(int port) {
        return NodeServer.start(
                "saml-provider.js", Map.of("port", port, "library", library, "serviceProvider", way() + "/metadata"));
    }

    /** In addresses of the house, and on the button. */
    String name() {
        return library;
    }

    /** Of the pages of the house that know it. */
    String way() {
        return house.issuer() + "/login/federated/" + library;
    }

    String entityId() {
        return server.there().at("/entityId").asString();
    }

    String metadataUrl() {
        return address + "/metadata";
    }

    String origin() {
        return address.toString();
    }

    /** Answers what it asks a browser that has been sent there; the page that comes then posts the answer to the house. */
    void signIn(Page page, Account person) {
        page.locator("input[name=login]").fill(person.username());
        page.locator("button").click();
        page.waitForURL(url -> !url.startsWith(address.toString()));
    }

    /** Its keys last as long as its process. */
    void rotateKey() {
        stop();
        server = launch(address.getPort());
    }

    void stop() {
        server.close();
    }

    @Override
    public String toString() {
        return library;
    }
}
