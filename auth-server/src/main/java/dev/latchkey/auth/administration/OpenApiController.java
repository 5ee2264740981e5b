package dev.latchkey.auth.administration;

import dev.latchkey.auth.web.Issuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** What the API promises (OpenAPI 3.1), with the addresses of this installation. Nothing in it is secret. */
@RestController
class OpenApiController {

    private static final CacheControl A_WHILE =
            CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic();

    private final byte[] document;

    OpenApiController(Issuer issuer) throws IOException {
        String yaml = new ClassPathResource("administration-api.yaml")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("${issuer}", issuer.value());
        // Jackson's reader does not follow the anchors of the file.
        Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        this.document = JsonMapper.shared().writeValueAsBytes(parsed);
    }

    @GetMapping(AdministrationApi.PATH + "/openapi.json")
    ResponseEntity<byte[]> openApi() {
        return ResponseEntity.ok()
                .cacheControl(A_WHILE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document);
    }
}
