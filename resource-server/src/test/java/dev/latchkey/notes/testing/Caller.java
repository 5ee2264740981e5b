package dev.latchkey.notes.testing;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/** One account with one access token. */
public final class Caller {

    private final Api api;

    private final String authorization;

    Caller(Api api, String authorization) {
        this.api = api;
        this.authorization = authorization;
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, null, headers);
    }

    public Answer post(String path, String json) {
        return call("POST", path, json, "Content-Type", "application/json");
    }

    public Answer put(String path, String etag, String json) {
        return call("PUT", path, json, "Content-Type", "application/json", "If-Match", etag);
    }

    public Answer patch(String path, String etag, String json) {
        return call("PATCH", path, json, "Content-Type", "application/merge-patch+json", "If-Match", etag);
    }

    public Answer delete(String path, String etag) {
        return call("DELETE", path, null, "If-Match", etag);
    }

    public Answer putImage(String path, String contentType, byte[] content, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", authorization, "Content-Type", contentType));
        return api.send("PUT", path, BodyPublishers.ofByteArray(content), all.toArray(String[]::new));
    }

    /** @return the note that was created */
    public Answer note(String title, String text) {
        Answer answer = post("/notes", Json.object("title", title, "text", text));
        if (answer.status() != 201) {
            throw new IllegalStateException("No note: " + answer);
        }
        return answer;
    }

    public Answer call(String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (authorization != null) {
            all.addAll(List.of("Authorization", authorization));
        }
        return api.send(method, path, body, all.toArray(String[]::new));
    }
}
