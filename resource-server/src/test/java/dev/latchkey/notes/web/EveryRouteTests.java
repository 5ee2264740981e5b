package dev.latchkey.notes.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Caller;
import dev.latchkey.notes.testing.NotesApiTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * HD-01 to HD-04: every route of the route table, asked by nobody and by somebody, rightly and wrongly. {@link Api} holds
 * every answer of every test against the headers that all have.
 */
@NotesApiTest
class EveryRouteTests {

    private static final String NO_NOTE = "00000000-0000-4000-8000-000000000000";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Autowired
    private Api api;

    @Test
    void carriesTheHeadersWhoeverAsks() {
        List<Answer> answers = new ArrayList<>();
        for (Caller caller : List.of(api.anonymous(), api.as("no.token.atall"), api.someone())) {
            for (String path : paths()) {
                for (String method : methods(path)) {
                    answers.add(caller.call(method, path, null));
                }
            }
        }

        assertThat(answers).hasSizeGreaterThan(60);
        assertThat(answers.stream().map(Answer::status)).contains(200, 401, 404, 405);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.header("Strict-Transport-Security"))
                        .as("RFC 6797 §7.2: not over plain HTTP")
                        .isNull());
    }

    /** What changes something is tried where there could be something: {@code /notes/export} is no note. */
    private static List<String> methods(String path) {
        return path.contains(NO_NOTE)
                ? List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
                : List.of("GET", "OPTIONS", "PROPFIND");
    }

    private Set<String> paths() {
        Set<String> paths = new TreeSet<>(List.of("/there-is-nothing", "/robots.txt"));
        routes.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .map(pattern -> pattern.replaceAll("\\{[^/]*}", NO_NOTE))
                        .forEach(paths::add));
        assertThat(paths).contains("/notes", "/notes/" + NO_NOTE);
        return paths;
    }
}
