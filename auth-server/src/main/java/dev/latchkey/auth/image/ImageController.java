package dev.latchkey.auth.image;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Serves pictures to everybody: whoever knows the name of one has seen it. */
@Controller
class ImageController {

    static final String FOLDER = "/images/";

    private final List<ImageSource> sources;

    ImageController(List<ImageSource> sources) {
        this.sources = sources;
    }

    @GetMapping(FOLDER + "{name:[0-9a-f]{64}}.png")
    ResponseEntity<byte[]> show(@PathVariable String name, HttpServletResponse response) {
        byte[] png = sources.stream()
                .flatMap(source -> Stream.of(source.find(name)).flatMap(Optional::stream))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such picture"));
        // Set here, over what every response has: this one is for ever, and is shown as a picture or not at all.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"logo.png\"");
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(png);
    }
}
