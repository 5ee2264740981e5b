package dev.latchkey.notes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code openapi.yaml}, held against every answer that any test receives. */
public final class Contract {

    private static final Contract SHARED = new Contract();

    /** What no operation can promise about a request that never reached one. */
    private static final Set<Integer> BEFORE_ANY_OPERATION = Set.of(400, 401, 403, 404, 405, 431, 501, 505);

    private final JsonNode document;

    private final List<PathPattern> paths;

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, Schema> known = new ConcurrentHashMap<>();

    private Contract() {
        try (InputStream yaml = Contract.class.getResourceAsStream("/openapi.yaml")) {
            Object parsed = new Yaml().load(yaml);
            document = JsonMapper.shared().valueToTree(parsed);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        // The most specific first, as Spring MVC chooses.
        paths = document.path("paths").propertyNames().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .sorted()
                .toList();
    }

    public static Contract shared() {
        return SHARED;
    }

    public JsonNode document() {
        return document;
    }

    void holdsFor(String method, String requestPath, Answer answer) {
        PathContainer path = PathContainer.parsePath(requestPath.split("\\?")[0]);
        Optional<PathPattern> pattern = paths.stream()
                .filter(candidate -> !requestPath.contains(";") && candidate.matches(path))
                .findFirst();
        JsonNode operation = pattern.map(found -> document.path("paths").path(found.getPatternString()))
                .map(item -> item.path(method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT)))
                .orElse(JsonNodeFactory.instance.missingNode());
        if (operation.isMissingNode()) {
            boolean preflight = method.equals("OPTIONS");
            assertThat(preflight || BEFORE_ANY_OPERATION.contains(answer.status()))
                    .as("no operation is documented for %s", answer)
                    .isTrue();
            return;
        }
        JsonNode response = resolved(operation.path("responses").path(String.valueOf(answer.status())));
        assertThat(response.isObject())
                .as("status is not documented: %s", answer)
                .isTrue();
        response.path("headers").forEachEntry((name, header) -> {
            if (resolved(header).path("required").booleanValue(false)) {
                assertThat(answer.header(name)).as("%s of %s", name, answer).isNotNull();
            }
        });
        if (answer.bytes().length == 0) {
            return;
        }
        String type = answer.header("Content-Type").split(";")[0];
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("content type %s is not documented: %s", type, answer)
                .isFalse();
        String reference = content.path("schema").path("$ref").asString("");
        if (!reference.isEmpty()) {
            assertThat(schema(reference).validate(answer.json()))
                    .as("schema %s of %s", reference, answer)
                    .isEmpty();
        }
    }

    public JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    public Stream<String> references() {
        return document.findValuesAsString("$ref").stream();
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
