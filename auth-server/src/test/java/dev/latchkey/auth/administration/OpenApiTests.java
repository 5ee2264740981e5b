package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document of the API says what the API does. That its answers are as promised, {@link Api} checks in every test. */
class OpenApiTests {

    private final Story story = new Story();
    private final Contract contract = Contract.shared();

    @Test
    void namesEveryOperationThereIsAndNoOther() {
        Set<String> served = new TreeSet<>();
        Map<RequestMappingInfo, HandlerMethod> methods = story.server()
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods();
        methods.keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(pattern -> pattern.startsWith(AdministrationApi.PATH + "/"))
                        .forEach(pattern -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method ->
                                        served.add(method.name().toLowerCase(java.util.Locale.ROOT) + " " + pattern))));
        Set<String> documented = new TreeSet<>();
        contract.document()
                .path("paths")
                .forEachEntry((path, item) -> item.propertyNames().stream()
                        .filter(name -> !name.equals("parameters"))
                        .forEach(name -> documented.add(name + " " + path)));

        assertThat(documented).isEqualTo(served);
    }

    @Test
    void isForThisInstallationAndRefersToWhatIsThere() {
        assertThat(contract.document().path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(contract.document().at("/servers/0/url").asString())
                .isEqualTo(story.server().issuer());
        List<String> references = new ArrayList<>(contract.document().findValuesAsString("$ref"));
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                contract.document().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        List<String> ids = contract.document().findValuesAsString("operationId");
        assertThat(ids).doesNotHaveDuplicates().hasSize(19);
        assertThat(contract.document().toString()).doesNotContain("${");
    }

    @Test
    void asksForTheScopesThatTheServerAsksFor() {
        NewAccounts people = story.newAccounts();
        Api reading = Api.of(story, people.administrator(), "openid users:read");
        String id = people.idOf(people.withPassword()).toString();
        contract.document()
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((name, operation) -> {
                    JsonNode scopes = operation.at("/security/0/latchkey");
                    if (scopes.isMissingNode()) {
                        return;
                    }
                    Answer answer = reading.send(
                            name.toUpperCase(java.util.Locale.ROOT),
                            path.replace("{id}", id).replace("{secret}", id),
                            "",
                            Map.of("If-Match", "*"));
                    String scope = scopes.get(0).asString();
                    boolean lacks = !scope.equals(AdministrationApi.USERS_READ);
                    assertThat(answer.status() == 403)
                            .as("%s %s: %s", name, path, answer.status())
                            .isEqualTo(lacks);
                    if (lacks) {
                        assertThat(answer.header("WWW-Authenticate")).contains("scope=\"" + scope + "\"");
                    }
                }));
    }

    /** Walks through the operations, so that each has answered at least once with what it is for and with what it refuses. */
    @Test
    void holdsForWhatEachOperationAnswers() {
        Api api = Api.ofAdministrator(story);
        String name = "o" + UUID.randomUUID().toString().substring(0, 8);
        String body = "{\"username\": \"" + name + "\", \"email\": \"" + name + "@example.test\"}";
        Answer created = api.post(Api.USERS, body);
        String id = created.text("id");
        String path = Api.USERS + "/" + id;
        api.post(Api.USERS, body);
        api.post(Api.USERS, "{}");
        api.send("POST", Api.USERS, "<xml/>", Map.of("Content-Type", "application/xml"));
        api.get(Api.USERS + "?limit=1");
        api.get(Api.USERS + "?limit=0");
        api.send("GET", Api.USERS, "", Map.of("Accept", "application/xml"));
        api.get(path);
        api.get(Api.USERS + "/" + UUID.randomUUID());
        api.patch(id, created.header("ETag"), "{\"name\": \"Pat\", \"birthdate\": \"1990-04-01\"}");
        api.patch(id, created.header("ETag"), "{\"name\": \"Robin\"}");
        api.patch(id, "*", "{\"password\": \"secret\"}");
        api.send("PATCH", path, "{}", Map.of("Content-Type", "application/json"));
        api.post(path + "/invitation", "");
        api.post(path + "/password-reset", "");
        for (int i = 0; i < 6; i++) {
            api.post(path + "/password-reset", "");
        }
        api.delete(path + "/sessions", "");
        api.delete(path, "\"999\"");
        api.send("DELETE", path, "", Map.of());
        api.delete(path, "*");
        api.delete(path, "*");
        Api.with(story, "").get(Api.USERS);
        Api.ofApplication(story).patch(id, "*", "{}");

        assertThat(contract.seen())
                .contains(
                        "inviteUser 201",
                        "inviteUser 400",
                        "inviteUser 409",
                        "inviteUser 415",
                        "listUsers 200",
                        "listUsers 400",
                        "listUsers 401",
                        "listUsers 406",
                        "readUser 200",
                        "readUser 404",
                        "changeUser 200",
                        "changeUser 400",
                        "changeUser 404",
                        "changeUser 412",
                        "changeUser 428",
                        "inviteUserAgain 204",
                        "startPasswordReset 204",
                        "startPasswordReset 429",
                        "endSessions 204",
                        "deleteUser 204",
                        "deleteUser 404",
                        "deleteUser 412",
                        "deleteUser 428");
    }
}
