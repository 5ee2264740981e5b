package dev.latchkey.notes.documentation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the document and the page. */
@RestController
class DocumentationController {

    private static final CacheControl A_WHILE =
            CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic();

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);

    private final OpenApiDocument document;

    private final byte[] page;

    DocumentationController(OpenApiDocument document) {
        this.document = document;
        this.page = new DocumentationPage(document.document()).html().getBytes(StandardCharsets.UTF_8);
    }

    @GetMapping("/openapi.json")
    @CrossOrigin
    ResponseEntity<byte[]> openApi() {
        return ResponseEntity.ok()
                .cacheControl(A_WHILE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(document.json());
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok().cacheControl(A_WHILE).contentType(HTML).body(page);
    }

    @GetMapping("/docs/style.css")
    ResponseEntity<Resource> style() {
        return ResponseEntity.ok()
                .cacheControl(A_WHILE)
                .contentType(CSS)
                .body(new ClassPathResource("documentation/style.css"));
    }
}
