package dev.latchkey.endtoend.house;

import java.net.URI;

/** An OAuth client that the house was started with; {@code address} is where its application answers, if it has one. */
public record Client(String id, String secret, URI address) {

    public URI redirectUri() {
        return address.resolve("/login/oauth2/code/latchkey");
    }

    @Override
    public String toString() {
        return id;
    }
}
