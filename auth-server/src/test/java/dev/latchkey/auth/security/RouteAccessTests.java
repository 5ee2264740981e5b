package dev.latchkey.auth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.security.Routes.Route;
import dev.latchkey.auth.security.Routes.Rule;
import dev.latchkey.auth.security.Routes.Stage;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Asks for every route of the running server directly, from every stage of a sign-in. A route that is added later is asked
 * for too, and has to stand in {@code testing/routes.txt}.
 */
class RouteAccessTests {

    private static final Story STORY = new Story();
    private static final Map<String, Rule> RULES = Routes.rules();
    private static final List<Route> ROUTES = Routes.of(STORY.server());
    private static Visitor anonymous;
    private static Visitor afterPassword;
    private static Visitor user;
    private static Visitor oneFactor;
    private static Visitor administrator;

    @BeforeAll
    static void arrive() {
        anonymous = Visitor.anonymous(STORY);
        afterPassword = Visitor.afterPassword(STORY);
        user = Visitor.user(STORY);
        oneFactor = Visitor.administratorWithOneFactor(STORY);
        administrator = Visitor.administrator(STORY);
    }

    @Test
    void saysOfEveryRouteWhoMayReachIt() {
        assertThat(Routes.patterns(STORY.server()))
                .as("add what is missing to testing/routes.txt, and take off what is gone")
                .isEqualTo(RULES.keySet());
    }

    @TestFactory
    @DisplayName("AD-01, MF-04: no route is served above its stage, and nothing happens")
    Stream<DynamicTest> servesNothingAboveItsStage() {
        return Stream.of(anonymous, afterPassword, user, oneFactor)
                .flatMap(visitor -> ROUTES.stream()
                        .filter(route -> ruleOf(route).stage().compareTo(visitor.stage()) > 0)
                        .map(route -> nothingHappens(visitor.stage() + ": " + route, () -> {
                            HttpResponse<String> answer =
                                    visitor.send(route.method().name(), route.path());
                            assertRefused(answer);
                        })));
    }

    @TestFactory
    @DisplayName("AD-01, MF-04: whoever is in the middle of a sign-in, or was, gets no further by asking directly")
    Stream<DynamicTest> servesNothingInTheMiddleOfASignIn() {
        return inTheMiddle().entrySet().stream()
                .map(visitor -> nothingHappens(visitor.getKey(), () -> {
                    List<Route> closed = ROUTES.stream()
                            .filter(route -> ruleOf(route)
                                            .stage()
                                            .compareTo(visitor.getValue().stage())
                                    > 0)
                            .toList();
                    assertThat(closed)
                            .hasSizeGreaterThan(100)
                            .allSatisfy(route -> assertRefused(
                                    visitor.getValue().send(route.method().name(), route.path())));
                }));
    }

    private static Map<String, Visitor> inTheMiddle() {
        return Map.of(
                "setting up a second factor", Visitor.enrolling(STORY),
                "vouched for by another site only", Visitor.afterFederation(STORY),
                "after a step that has expired", Visitor.afterAnExpiredStep(STORY),
                "owing a new password", Visitor.owingAPassword(STORY),
                "with a session that has expired", Visitor.expired(STORY));
    }

    @Test
    void isInTheMiddleOfASignInWhereItIsSaidToBe() {
        Map<String, String> next = Map.of(
                "setting up a second factor", "/mfa",
                "vouched for by another site only", "/mfa",
                "after a step that has expired", "/login",
                "owing a new password", "/login/new-password",
                "with a session that has expired", "/login");
        assertThat(inTheMiddle())
                .allSatisfy((name, visitor) ->
                        assertThat(leadsTo(visitor.send("GET", "/account"))).isEqualTo(next.get(name)));
    }

    @TestFactory
    @DisplayName("MF-07, MF-12: the pages of a step change nothing for somebody who does not take it")
    Stream<DynamicTest> changesNothingOnThePagesOfAStep() {
        return ROUTES.stream()
                .filter(route -> ruleOf(route).stage() == Stage.FACTOR)
                .map(route -> nothingHappens(
                        route.toString(),
                        () -> assertThat(afterPassword
                                        .send(route.method().name(), route.path())
                                        .statusCode())
                                .isLessThan(500)));
    }

    @TestFactory
    Stream<DynamicTest> servesEachStageWhatItIsFor() {
        Map<Stage, Visitor> visitors = Map.of(
                Stage.PUBLIC, anonymous,
                Stage.FACTOR, afterPassword,
                Stage.COMPLETE, user,
                Stage.ADMINISTRATOR, administrator);
        return ROUTES.stream()
                .filter(route -> route.method().name().equals("GET")
                        && visitors.containsKey(ruleOf(route).stage()))
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
                    HttpResponse<String> answer =
                            visitors.get(ruleOf(route).stage()).send("GET", route.path());
                    assertThat(answer.statusCode()).isNotIn(401, 403);
                    assertThat(answer.statusCode()).isLessThan(500);
                }));
    }

    @TestFactory
    @DisplayName("LG-38, AD-07: nothing is changed without the CSRF token")
    Stream<DynamicTest> changesNothingWithoutTheToken() {
        String ofAnother = Visitor.user(STORY).form();
        Map<String, String> forms = Map.of(
                "none",
                "decision=yes",
                "of another session",
                ofAnother + "&decision=yes",
                "empty",
                "_csrf=&decision=yes");
        return forms.entrySet().stream()
                .flatMap(form -> ROUTES.stream()
                        .filter(route -> route.changesSomething()
                                && ruleOf(route).stage() != Stage.TOKEN
                                && !isForeignForm(route))
                        .map(route -> nothingHappens(
                                route + ", token: " + form.getKey(),
                                () -> assertThat(administrator
                                                .send(route.method().name(), route.path(), form.getValue(), Map.of())
                                                .statusCode())
                                        .isEqualTo(403))));
    }

    @TestFactory
    @DisplayName("LG-38: what is posted cannot be fetched instead, nor by another name for the method")
    Stream<DynamicTest> changesNothingByGet() {
        Set<String> ends = Set.of("/connect/logout");
        return ROUTES.stream()
                .filter(route -> route.changesSomething() && !ends.contains(route.pattern()))
                .map(route -> nothingHappens(route.toString(), () -> {
                    HttpResponse<String> answer = administrator.send(
                            "GET",
                            route.path() + "?_method=" + route.method(),
                            "",
                            Map.of("X-HTTP-Method-Override", route.method().name()));
                    assertThat(answer.statusCode()).isLessThan(500);
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/..;/admin",
                "/admin/..;/admin/users",
                "//admin",
                "//admin/users",
                "/admin/",
                "/admin/users/",
                "/ADMIN",
                "/Admin/Users",
                "/%61dmin",
                "/%61dmin/users",
                "/admin%2Fusers",
                "/admin.json",
                "/admin/users.json",
                "/admin;x=1",
                "/admin;x=1/users",
                "/admin/users;x=1",
                "/admin.",
                "/admin/users.",
                "/admin/users/.",
                "/./admin/users",
                "/account/../admin/users",
                "/login/../admin/users",
                "/login/..%2fadmin/users",
                "/login/%2e%2e/admin/users",
                "/css/../admin/users",
                "/css/..;/admin/users",
                "/actuator/../admin",
                "/actuator/health/..;/../../admin",
                "/.well-known/..;/admin/users",
                "/admin/users%00",
                "/admin/users%20",
                "/%2fadmin/users",
                "/admin\u00a0",
                "/api/admin/..;/users",
                "/API/admin/users",
                "/api//admin/users",
                "/api/admin;x/users",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator",
                "/error/../admin/users"
            })
    @DisplayName("AD-02: no spelling of a path leads around the rule")
    void knowsEverySpelling(String path) {
        String encoded = path.replace("\u00a0", "%C2%A0");
        for (Visitor visitor : List.of(anonymous, afterPassword, user, oneFactor)) {
            HttpResponse<String> answer = visitor.send("GET", encoded);
            assertThat(answer.statusCode()).as(visitor.stage().name()).isNotEqualTo(200);
            if (answer.statusCode() / 100 == 3) {
                assertThat(leadsTo(answer)).matches("/login|/mfa(/.*)?");
            } else {
                assertThat(answer.statusCode()).as(visitor.stage().name()).isBetween(400, 499);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Path", "X-Original-URI"})
    @DisplayName("AD-02: no header names another path")
    void believesNoHeaderAboutThePath(String header) {
        HttpResponse<String> page = user.send("GET", "/account", "", Map.of(header, "/admin/users"));
        HttpResponse<String> open = anonymous.send("GET", "/login", "", Map.of(header, "/admin/users"));

        assertThat(page.body()).doesNotContain("/admin/users");
        assertThat(open.body()).doesNotContain("/admin/users");
    }

    private static DynamicTest nothingHappens(String name, org.junit.jupiter.api.function.Executable request) {
        return DynamicTest.dynamicTest(name, () -> {
            Rows before = Rows.of(STORY.server());
            request.execute();
            assertThat(Rows.of(STORY.server())).isEqualTo(before);
        });
    }

    private static void assertRefused(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 == 3) {
            assertThat(leadsTo(answer)).matches("/login(/new-password)?|/mfa(/.*)?");
        } else {
            assertThat(answer.statusCode()).isIn(401, 403);
        }
    }

    private static String leadsTo(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    /** What carries an answer of ours ({@code decision}) is checked even there; an authorization request has none. */
    private static boolean isForeignForm(Route route) {
        return ruleOf(route).foreignForm() && !route.pattern().equals("/connect/logout");
    }

    private static Rule ruleOf(Route route) {
        return RULES.getOrDefault(route.pattern(), new Rule(Stage.ADMINISTRATOR, false));
    }
}
