package dev.latchkey.endtoend.person;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** The authenticator built into a person's device, whose owner is always there and unlocks it at once. */
public final class VirtualAuthenticator {

    private final CDPSession devTools;
    private final String id;

    private VirtualAuthenticator(CDPSession devTools, String id) {
        this.devTools = devTools;
        this.id = id;
    }

    public static VirtualAuthenticator in(Page page) {
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject arguments = new JsonObject();
        arguments.add("options", options);
        JsonObject added = devTools.send("WebAuthn.addVirtualAuthenticator", arguments);
        return new VirtualAuthenticator(devTools, added.get("authenticatorId").getAsString());
    }

    /** The person at the device cannot unlock it, or can again. */
    public void verifies(boolean verifies) {
        devTools.send("WebAuthn.setUserVerified", with("isUserVerified", verifies));
    }

    public JsonArray credentials() {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        return devTools.send("WebAuthn.getCredentials", arguments).getAsJsonArray("credentials");
    }

    private JsonObject with(String name, boolean value) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        arguments.addProperty(name, value);
        return arguments;
    }
}
