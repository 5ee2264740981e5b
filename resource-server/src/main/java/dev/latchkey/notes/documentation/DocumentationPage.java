package dev.latchkey.notes.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** Writes an OpenAPI document as one page: operations by tag, then the schemas. Readable without script or style. */
final class DocumentationPage {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final JsonNode document;

    private final StringBuilder html = new StringBuilder();

    DocumentationPage(JsonNode document) {
        this.document = document;
    }

    String html() {
        html.setLength(0);
        JsonNode info = document.path("info");
        String title = text(info, "title");
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>")
                .append(title)
                .append("</title>\n")
                .append("<link rel=\"stylesheet\" href=\"/docs/style.css\">\n</head>\n<body>\n<main>\n")
                .append("<h1>")
                .append(title)
                .append("</h1>\n");
        paragraph(text(info, "summary"));
        paragraph(text(info, "description"));
        document.path("components").path("securitySchemes").forEach(scheme -> {
            paragraph(text(scheme, "description"));
            paragraph("Authorization server: " + code(text(scheme, "openIdConnectUrl")));
        });
        paragraph("The same for programs: <a href=\"/openapi.json\">openapi.json</a>");
        document.path("tags").forEach(this::tag);
        html.append("<h2>Schemas</h2>\n");
        document.path("components").path("schemas").forEachEntry(this::schema);
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void tag(JsonNode tag) {
        html.append("<h2>").append(text(tag, "name")).append("</h2>\n");
        paragraph(text(tag, "description"));
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)
                            && operation.path("tags").path(0).equals(tag.path("name"))) {
                        operation(path, item, method, operation);
                    }
                }));
    }

    private void operation(String path, JsonNode item, String method, JsonNode operation) {
        html.append("<details id=\"")
                .append(text(operation, "operationId"))
                .append("\">\n<summary>")
                .append("<span class=\"method\">")
                .append(method.toUpperCase(Locale.ROOT))
                .append("</span>")
                .append("<span class=\"path\">")
                .append(HtmlUtils.htmlEscape(path))
                .append("</span>")
                .append("<span class=\"says\">")
                .append(text(operation, "summary"))
                .append("</span></summary>\n")
                .append("<div class=\"body\">\n");
        paragraph(text(operation, "description"));
        paragraph(access(operation));
        parameters(item, operation);
        JsonNode body = resolved(operation.path("requestBody"));
        body.path("content")
                .forEachEntry((type, content) ->
                        paragraph("Body: " + code(HtmlUtils.htmlEscape(type)) + schemaName(content.path("schema"))));
        responses(operation);
        html.append("</div>\n</details>\n");
    }

    private String access(JsonNode operation) {
        JsonNode security = operation.has("security") ? operation.path("security") : document.path("security");
        if (security.isEmpty()) {
            return "No access token needed.";
        }
        List<String> scopes = new ArrayList<>();
        security.path(0)
                .forEach(list -> list.forEach(scope -> scopes.add(code(HtmlUtils.htmlEscape(scope.asString())))));
        return scopes.isEmpty() ? "Access token needed." : "Access token with scope " + String.join(" ", scopes) + ".";
    }

    private void parameters(JsonNode item, JsonNode operation) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode source : List.of(item.path("parameters"), operation.path("parameters"))) {
            source.forEach(reference -> {
                JsonNode parameter = resolved(reference);
                String required = parameter.path("required").booleanValue(false) ? ", required" : "";
                rows.add(List.of(
                        code(text(parameter, "name")),
                        text(parameter, "in") + required,
                        text(parameter, "description") + " " + constraints(parameter.path("schema"))));
            });
        }
        table(List.of("Parameter", "Where", "Meaning"), rows);
    }

    private void responses(JsonNode operation) {
        List<List<String>> rows = new ArrayList<>();
        operation.path("responses").forEachEntry((status, reference) -> {
            JsonNode response = resolved(reference);
            String types = response.path("content").propertyNames().stream()
                    .map(type -> code(HtmlUtils.htmlEscape(type))
                            + schemaName(response.path("content").path(type).path("schema")))
                    .collect(Collectors.joining("<br>"));
            rows.add(List.of(HtmlUtils.htmlEscape(status), text(response, "description"), types));
        });
        table(List.of("Status", "Meaning", "Content"), rows);
    }

    private void schema(String name, JsonNode schema) {
        html.append("<h3 id=\"schema-")
                .append(HtmlUtils.htmlEscape(name))
                .append("\">")
                .append(HtmlUtils.htmlEscape(name))
                .append("</h3>\n");
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        List<List<String>> rows = new ArrayList<>();
        schema.path("properties")
                .forEachEntry((property, type) -> rows.add(List.of(
                        code(HtmlUtils.htmlEscape(property)),
                        required.contains(property) ? "always" : "",
                        (constraints(type) + schemaName(type) + " " + text(type, "description")).strip())));
        table(List.of("Field", "", "Meaning"), rows);
    }

    private String constraints(JsonNode schema) {
        List<String> said = new ArrayList<>();
        schema.forEachEntry((name, value) -> {
            if (!Set.of("$ref", "description", "properties", "items", "required", "additionalProperties", "pattern")
                    .contains(name)) {
                said.add(HtmlUtils.htmlEscape(name + " " + value.toString().replace("\"", "")));
            }
        });
        return String.join(", ", said) + schemaName(schema.path("items"));
    }

    private static String schemaName(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        if (reference.isEmpty()) {
            return "";
        }
        String name = HtmlUtils.htmlEscape(reference.substring(reference.lastIndexOf('/') + 1));
        return " <a href=\"#schema-" + name + "\">" + name + "</a>";
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    private void table(List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        html.append("<div class=\"scroll\"><table>\n<thead><tr>");
        head.forEach(cell -> html.append("<th scope=\"col\">").append(cell).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void paragraph(String text) {
        if (!text.isBlank()) {
            html.append("<p>").append(text).append("</p>\n");
        }
    }

    private static String code(String escaped) {
        return "<code>" + escaped + "</code>";
    }

    private static String text(JsonNode node, String name) {
        return HtmlUtils.htmlEscape(node.path(name).asString(""));
    }
}
