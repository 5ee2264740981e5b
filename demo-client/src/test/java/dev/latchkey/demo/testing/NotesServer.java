package dev.latchkey.demo.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The notes API, played. */
public class NotesServer {

    private final WireMockServer http =
            new WireMockServer(wireMockConfig().dynamicPort().gzipDisabled(true));

    NotesServer() {
        http.start();
        reset();
    }

    public String url() {
        return http.baseUrl();
    }

    /** Forgets what was asked, and has no notes. */
    public void reset() {
        http.resetAll();
        lists(List.of(), null);
    }

    public void lists(List<Map<String, Object>> notes, String next) {
        Map<String, Object> page = new HashMap<>();
        page.put("notes", notes);
        page.put("next", next);
        http.stubFor(get(urlPathEqualTo("/notes")).willReturn(okJson(JSONObjectUtils.toJSONString(page))));
    }

    public static Map<String, Object> note(UUID id, String title, String text) {
        return Map.of(
                "id",
                id.toString(),
                "title",
                title,
                "text",
                text,
                "createdAt",
                "2026-11-20T10:00:00Z",
                "updatedAt",
                "2026-11-21T11:30:00Z",
                "version",
                1);
    }

    public void has(UUID id, String title, String text, String etag) {
        http.stubFor(get("/notes/" + id).willReturn(stored(200, id, title, text, etag)));
    }

    public void creates(UUID id, String title, String text) {
        http.stubFor(post("/notes").willReturn(stored(201, id, title, text, "\"1\"")));
        has(id, title, text, "\"1\"");
    }

    public void replaces(UUID id, String title, String text) {
        http.stubFor(put("/notes/" + id).willReturn(stored(200, id, title, text, "\"2\"")));
        has(id, title, text, "\"2\"");
    }

    public void hasWithPicture(UUID id, String title, String pictureEtag, byte[] picture, String type) {
        Map<String, Object> note = new HashMap<>(note(id, title, ""));
        note.put("image", Map.of("contentType", type, "size", picture.length, "width", 40, "height", 30));
        http.stubFor(get("/notes/" + id)
                .willReturn(okJson(JSONObjectUtils.toJSONString(note)).withHeader("ETag", "\"1\"")));
        String path = "/notes/" + id + "/image";
        http.stubFor(head(urlEqualTo(path)).willReturn(aResponse().withHeader("ETag", pictureEtag)));
        http.stubFor(get(path)
                .willReturn(aResponse()
                        .withHeader("ETag", pictureEtag)
                        .withHeader("Content-Type", type)
                        .withHeader("Content-Disposition", "attachment; filename=\"note.png\"")
                        .withBody(picture)));
    }

    public void takesPicture(UUID id) {
        http.stubFor(put("/notes/" + id + "/image").willReturn(aResponse().withStatus(201)));
    }

    public void hasTrash(UUID id, String title) {
        Map<String, Object> note = Map.of(
                "id",
                id.toString(),
                "title",
                title,
                "deletedAt",
                "2026-11-21T11:30:00Z",
                "removedAt",
                "2026-12-21T11:30:00Z");
        http.stubFor(get(urlPathEqualTo("/notes/trash"))
                .willReturn(okJson(JSONObjectUtils.toJSONString(Map.of("notes", List.of(note), "next", "older")))));
        http.stubFor(
                post("/notes/trash/" + id + "/restore").willReturn(aResponse().withStatus(200)));
        http.stubFor(delete("/notes/trash/" + id).willReturn(aResponse().withStatus(204)));
    }

    public void deletes(UUID id) {
        http.stubFor(delete("/notes/" + id).willReturn(aResponse().withStatus(204)));
    }

    /** Answers every request like this. */
    public void answers(int status) {
        http.stubFor(any(anyUrl()).willReturn(problem(status)));
    }

    public void answers(RequestMethod method, String path, int status, String body) {
        http.stubFor(com.github.tomakehurst.wiremock.client.WireMock.request(method.getName(), urlPathEqualTo(path))
                .willReturn(problem(status).withBody(body)));
    }

    /** Asks for a stronger or fresher sign-in (RFC 9470 §3). */
    public void demands(RequestMethod method, String path, String requirements) {
        http.stubFor(com.github.tomakehurst.wiremock.client.WireMock.request(method.getName(), urlPathEqualTo(path))
                .willReturn(problem(401)
                        .withHeader(
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_user_authentication\", error_description=\"Sign in"
                                        + " again\", " + requirements + ", resource_metadata=\"http://x.test/\"",
                                "DPoP algs=\"ES256\"")));
    }

    public List<LoggedRequest> requests(RequestMethod method, String path) {
        return http.findAll(RequestPatternBuilder.newRequestPattern(method, urlPathEqualTo(path)));
    }

    private static ResponseDefinitionBuilder stored(int status, UUID id, String title, String text, String etag) {
        return okJson(JSONObjectUtils.toJSONString(note(id, title, text)))
                .withStatus(status)
                .withHeader("ETag", etag);
    }

    private static ResponseDefinitionBuilder problem(int status) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"status\":" + status + "}");
    }
}
