package dev.latchkey.auth.administration;

import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/** The API, as a program calls it that holds an access token. Every answer is held against the published document. */
final class Api {

    static final String USERS = "/api/admin/users";
    static final String APPLICATIONS = "/api/admin/applications";

    private final Story story;
    private final String token;

    private Api(Story story, String token) {
        this.story = story;
        this.token = token;
    }

    /** For a person, by way of the console. */
    static Api of(Story story, TestAccount person, String scope) {
        return new Api(
                story,
                story.tokens(story.browserOf(person), TestClient.CONSOLE, scope).text("access_token"));
    }

    /** For a new administrator, with everything that the API has. */
    static Api ofAdministrator(Story story) {
        return of(story, story.newAccounts().administrator(), "openid users:read users:write");
    }

    /** For an application itself. */
    static Api ofApplication(Story story) {
        return new Api(
                story,
                story.relyingParty(TestClient.PROVISIONING)
                        .clientCredentials("users:read users:write")
                        .text("access_token"));
    }

    /** For an application itself, with these scopes. */
    static Api ofApplication(Story story, String scope) {
        return new Api(
                story,
                story.relyingParty(TestClient.PROVISIONING)
                        .clientCredentials(scope)
                        .text("access_token"));
    }

    static Api with(Story story, String token) {
        return new Api(story, token);
    }

    String token() {
        return token;
    }

    Answer get(String path) {
        return send("GET", path, "", Map.of());
    }

    Answer post(String path, String json) {
        return send("POST", path, json, json.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"));
    }

    Answer patch(String id, String etag, String json) {
        return send(
                "PATCH",
                USERS + "/" + id,
                json,
                Map.of("Content-Type", "application/merge-patch+json", "If-Match", etag));
    }

    Answer delete(String path, String etag) {
        return send("DELETE", path, "", Map.of("If-Match", etag));
    }

    Answer send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(story.server().url(path)))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        Answer answer = RelyingParty.send(request);
        Contract.shared().holdsFor(method, path, answer);
        return answer;
    }

    /** The fields that a problem names. */
    @SuppressWarnings("unchecked")
    static List<String> fields(Answer answer) {
        return ((List<Map<String, String>>) answer.body().getOrDefault("errors", List.of()))
                .stream().map(error -> error.get("field")).toList();
    }
}
