package dev.latchkey.notes.documentation;

import dev.latchkey.notes.security.ResourceAddresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code openapi.yaml}, with the addresses of this installation filled in. */
@Component
class OpenApiDocument {

    private final JsonNode document;

    private final byte[] json;

    OpenApiDocument(ResourceAddresses addresses) throws IOException {
        String yaml = new ClassPathResource("openapi.yaml")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("${issuer}", addresses.issuer().toString())
                .replace("${baseUrl}", addresses.baseUrl().toString());
        Map<String, Object> parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        JsonMapper mapper = JsonMapper.shared();
        this.document = mapper.valueToTree(parsed);
        this.json = mapper.writeValueAsBytes(document);
    }

    JsonNode document() {
        return document;
    }

    byte[] json() {
        return json.clone();
    }
}
