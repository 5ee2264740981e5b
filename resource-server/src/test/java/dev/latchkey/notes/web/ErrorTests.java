package dev.latchkey.notes.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.Json;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@NotesApiTest
class ErrorTests {

    @Autowired
    Api api;

    @Autowired
    DataSource dataSource;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"title\":\"t\"",
                "{\"title\":\"t\"}}",
                "{\"title\":\"t\"} x",
                "{title:1}",
                "{'title':'t'}",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"title\":\"a\",\"t\\u0069tle\":\"b\"}",
                "<note/>",
                "{\"title\":\"\\x\"}",
                "\u0000"
            })
    void malformedJson(String body) {
        Caller alice = api.someone();
        alice.post("/notes", body).isProblem(400);
        assertThat(alice.get("/notes").json().path("notes")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", "true", "{}", "[]", "[\"t\"]"})
    void valuesOfTheWrongType(String value) {
        api.someone().post("/notes", "{\"title\":" + value + "}").isProblem(400, "title");
    }

    /** Something holds the table, or a search has too much to look at: after five seconds PostgreSQL gives up. */
    @Test
    void aStatementThatTakesTooLongIsAnsweredLikeAnOutage() throws SQLException {
        Caller alice = api.as(TestIssuer.shared().token().sign());
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("LOCK TABLE note IN ACCESS EXCLUSIVE MODE");
                assertThat(alice.get("/notes?q=common").isProblem(503).header("Retry-After"))
                        .isEqualTo("2");
            } finally {
                other.rollback();
            }
        }
        alice.get("/notes?q=common").hasStatus(200);
    }

    @Test
    void rb01_jsonBombs() {
        Caller alice = api.someone();
        alice.post("/notes", "{\"title\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")
                .isProblem(400);
        alice.post("/notes", "{\"title\":\"t\",\"text\":1e1000000}").isProblem(400);
        alice.post("/notes", "{\"title\":\"t\",\"text\":" + "9".repeat(100_000) + "}")
                .isProblem(400);
        alice.post("/notes", Json.object("x".repeat(100_000), 1)).isProblem(400);
    }

    @Test
    void anUnknownFieldIsNamedButNotEchoedAtLength() {
        Answer answer = api.someone().post("/notes", Json.object("title", "t", "y".repeat(1000), 1));
        assertThat(answer.isProblem(400).text()).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/yaml"
            })
    void contentTypesThatAreNotAccepted(String type) {
        Answer answer = api.someone().call("POST", "/notes", "{\"title\":\"t\"}", "Content-Type", type);
        assertThat(answer.isProblem(415).header("Accept")).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png"})
    void answersThatAreNotOffered(String type) {
        api.someone().get("/notes", "Accept", type).isProblem(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "FOO", "PROPFIND"})
    void methodsThatAreNotSupported(String method) {
        Answer answer = api.someone().call(method, "/notes", null).isProblem(405);
        assertThat(answer.header("Allow")).contains("GET", "POST");
    }

    @Test
    void theMethodCannotBeOverridden() {
        Caller alice = api.someone();
        Answer note = alice.note("Title", "text");
        alice.call(
                        "POST",
                        note.path(),
                        "_method=DELETE",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "X-HTTP-Method-Override",
                        "DELETE")
                .isProblem(405);
        alice.get(
                        note.path(),
                        "X-HTTP-Method-Override",
                        "DELETE",
                        "X-Original-URL",
                        "/notes",
                        "X-Rewrite-URL",
                        "/notes")
                .hasStatus(200);
    }

    @Test
    void rb02_bodiesThatAreTooLarge() {
        Caller alice = api.someone();
        String large = Json.object("title", "t", "text", "x".repeat(2 * 1024 * 1024));
        alice.post("/notes", large).isProblem(413);
        Answer chunked = api.send(
                "POST",
                "/notes",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))),
                "Authorization",
                "Bearer " + TestIssuer.shared().token().sign(),
                "Content-Type",
                "application/json");
        chunked.isProblem(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, identity", "x"})
    void rb04_compressedBodies(String encoding) {
        api.someone()
                .call(
                        "POST",
                        "/notes",
                        "{\"title\":\"t\"}",
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        encoding)
                .isProblem(415);
    }

    @Test
    void unknownPathsAreProblemsToo() {
        api.someone().get("/nothing").isProblem(404);
        api.someone().get("/notes/00000000-0000-4000-8000-000000000000/nothing").isProblem(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /notes HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /notes<script> HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /no tes HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /notes HTTP/1.1\r\n\r\n",
                "GET /notes HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "TRACE /notes HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /notes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /notes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                "POST /notes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n"
            })
    void whatTheContainerRefusesLooksTheSame(String request) throws IOException {
        String answer = raw(request);
        assertThat(answer)
                .startsWith("HTTP/1.1 ")
                .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy:", "application/problem+json");
        assertThat(answer.substring(9, 12)).isIn("400", "401", "404", "405", "501", "505");
        assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("<html", "<script>", "Exception");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(request.replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
