package dev.latchkey.auth.conformance;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A client that registers itself, at the address that the discovery document has. */
final class Registration {

    private Registration() {}

    static RelyingParty.Answer of(Map<String, Object> metadata, Story story) {
        RelyingParty.Answer configuration = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/.well-known/openid-configuration"))));
        return RelyingParty.send(HttpRequest.newBuilder(URI.create(configuration.text("registration_endpoint")))
                .header("Authorization", "Bearer " + initialAccessToken(story))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(metadata))));
    }

    private static String initialAccessToken(Story story) {
        String value = UUID.randomUUID().toString();
        story.server()
                .database()
                .sql("""
                        insert into initial_access_token (token_hash, description, scopes, redirect_hosts, remaining, created_at,
                                                          expires_at)
                        values (:hash, 'conformance', '{}', '{}', 1, now(), now() + interval '1 hour')
                        """)
                .param("hash", OpaqueValues.hash(value))
                .update();
        return value;
    }
}
