package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.ClientDirectory;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of applications, and the file that declares them. */
@Controller("administeredApplicationsController")
class ApplicationsController {

    static final String PATH = "/admin/applications";

    private static final int PAGE = 25;

    private final ClientDirectory directory;
    private final ApplicationExport export;

    ApplicationsController(ClientDirectory directory, ApplicationExport export) {
        this.directory = directory;
        this.export = export;
    }

    @GetMapping(PATH)
    ModelAndView list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String done) {
        ClientDirectory.Page found;
        String problem = null;
        try {
            found = directory.list(search, state, cursor, PAGE);
        } catch (InvalidClientMetadataException e) {
            found = new ClientDirectory.Page(List.of(), null);
            problem = "administration.problem.search";
        }
        String next = found.next() == null
                ? null
                : UriComponentsBuilder.fromPath(PATH)
                        .queryParam("search", "{search}")
                        .queryParam("state", "{state}")
                        .queryParam("cursor", "{cursor}")
                        .build(search, state, found.next())
                        .toString();
        ApplicationsPage page = new ApplicationsPage(
                found.clients(),
                search,
                state,
                next,
                problem,
                "deleted".equals(done) ? "administration.applications.done.deleted" : null);
        return new ModelAndView(
                "administration/applications",
                Map.of("page", page),
                problem == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
    }

    /** For keeping in a repository: no secret is in it. */
    @GetMapping(PATH + "/export")
    ResponseEntity<String> export() {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("latchkey-applications.yaml")
                                .build()
                                .toString())
                .body(export.yaml());
    }
}
