package dev.latchkey.notes.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.Contract;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document against the application; {@link Contract} compares the answers of all other tests with it. */
@NotesApiTest
class DocumentationTests {

    private static final JsonNode document = Contract.shared().document();

    @Autowired
    Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void describesEveryOperationAndNoOther() {
        Set<String> documented = new TreeSet<>();
        operations().map(Arguments::get).forEach(operation -> documented.add(operation[0] + " " + operation[1]));
        Set<String> mapped = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().forEach(path -> {
                    if (!path.equals("/error")) {
                        mapping.getMethodsCondition().getMethods().forEach(method -> mapped.add(method + " " + path));
                    }
                }));
        assertThat(documented).isEqualTo(mapped);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(Contract.shared().references())
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void theSchemasAreJsonSchemas() {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.path("components")
                .path("schemas")
                .forEachEntry((name, schema) ->
                        assertThat(metaSchema.validate(schema)).as(name).isEmpty());
    }

    static Stream<Arguments> operations() {
        List<Arguments> operations = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (!method.equals("parameters")) {
                        operations.add(Arguments.of(method.toUpperCase(Locale.ROOT), path, operation));
                    }
                }));
        return operations.stream();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("operations")
    void demandsTheAccessThatIsDocumented(String method, String path, JsonNode operation) {
        String concrete = path.replace("{id}", "00000000-0000-4000-8000-000000000000");
        JsonNode security = operation.has("security") ? operation.path("security") : document.path("security");
        if (security.isEmpty()) {
            api.anonymous().call(method, concrete, null).hasStatus(200);
            return;
        }
        api.anonymous().call(method, concrete, null).isProblem(401);
        for (JsonNode scope : security.path(0).path("latchkey")) {
            String others = scope.asString().equals("notes:read") ? "openid notes:write" : "openid notes:read";
            Answer refused = api.as(
                            TestIssuer.shared().token().with("scope", others).sign())
                    .call(method, concrete, null);
            assertThat(refused.isProblem(403).header("WWW-Authenticate"))
                    .contains("scope=\"" + scope.asString() + "\"");
        }
    }

    @Test
    void isFilledInForThisInstallation() {
        Answer answer = api.anonymous().get("/openapi.json").hasStatus(200);
        assertThat(answer.json().path("servers").get(0).path("url").asString()).isEqualTo(TestIssuer.AUDIENCE);
        assertThat(answer.json()
                        .at("/components/securitySchemes/latchkey/openIdConnectUrl")
                        .asString())
                .isEqualTo(TestIssuer.shared().url() + "/.well-known/openid-configuration");
        assertThat(answer.text()).doesNotContain("${");
        assertThat(answer.json().path("openapi").asString()).startsWith("3.1");
    }

    @Test
    void thePageNamesEveryOperationAndLoadsNothingFromElsewhere() {
        Answer page = api.anonymous().get("/docs").hasStatus(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy"))
                .contains("style-src 'self'")
                .doesNotContain("unsafe", "script-src");
        operations()
                .map(Arguments::get)
                .forEach(operation -> assertThat(page.text())
                        .contains("id=\""
                                + ((JsonNode) operation[2]).path("operationId").asString() + "\""));
        assertThat(page.text())
                .doesNotContain("<script", "style=", "src=", "@import")
                .contains("lang=\"en\"");
        assertThat(page.text().split("<link")).hasSize(2);
        assertThat(api.anonymous().get("/docs/style.css").hasStatus(200).text()).doesNotContain("url(", "@import");
        api.anonymous().get("/docs/other").isProblem(404);
    }
}
