package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The published document, held against every answer that a test of the API receives. */
final class Contract {

    private static final Contract SHARED = new Contract();

    /** What is answered to a request that reaches no operation. */
    private static final Set<Integer> BEFORE_ANY_OPERATION = Set.of(400, 401, 403, 404, 405);

    private final JsonNode document;
    private final List<PathPattern> paths;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> known = new ConcurrentHashMap<>();
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    private Contract() {
        Answer published = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(AuthServer.running().url("/api/admin/openapi.json"))));
        assertThat(published.status()).isEqualTo(200);
        document = JsonMapper.shared().readTree(published.response().body());
        paths = document.path("paths").propertyNames().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .sorted()
                .toList();
    }

    static Contract shared() {
        return SHARED;
    }

    JsonNode document() {
        return document;
    }

    /** The operations and statuses that were received until now. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    /** Fails when the document does not promise this answer. */
    void holdsFor(String method, String requestPath, Answer answer) {
        String what = method + " " + requestPath + ": " + answer.status() + " " + answer.body();
        PathContainer path = PathContainer.parsePath(requestPath.split("\\?")[0]);
        String pattern = paths.stream()
                .filter(candidate -> candidate.matches(path))
                .findFirst()
                .map(PathPattern::getPatternString)
                .orElse("");
        JsonNode operation = document.path("paths").path(pattern).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            assertThat(answer.status()).as("no operation: %s", what).isIn(BEFORE_ANY_OPERATION);
            return;
        }
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(answer.status())));
        assertThat(response.isObject()).as("status is not documented: %s", what).isTrue();
        seen.add(operation.path("operationId").asString() + " " + answer.status());
        response.path("headers").forEachEntry((name, header) -> {
            if (resolved(header).path("required").booleanValue(false)) {
                assertThat(answer.header(name)).as("%s of %s", name, what).isNotEmpty();
            }
        });
        String body = answer.response().body();
        if (body.isEmpty()) {
            assertThat(response.has("content"))
                    .as("a body is promised: %s", what)
                    .isFalse();
            return;
        }
        String type = answer.header("Content-Type").split(";")[0];
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("content type %s is not documented: %s", type, what)
                .isFalse();
        String reference = content.path("schema").path("$ref").asString("");
        if (!reference.isEmpty()) {
            assertThat(schema(reference).validate(JsonMapper.shared().readTree(body)))
                    .as("schema %s of %s", reference, what)
                    .isEmpty();
        }
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private Schema schema(String reference) {
        return known.computeIfAbsent(reference, name -> {
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            schema.put("$ref", name);
            schema.set("components", document.path("components"));
            return schemas.getSchema(schema);
        });
    }
}
