package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.ClientDirectory;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Applications, for programs: {@code /api/admin/applications}. Who may call is decided by the filter chain in front. */
@RestController
@RequestMapping(AdministrationApi.APPLICATIONS)
class ApplicationsApiController {

    /** In bytes, as on the page that takes the file. */
    private static final int LARGEST_FILE = 1 << 20;

    private final ClientDirectory directory;
    private final ManagedClients clients;
    private final ApplicationAdministration administration;
    private final ApplicationWithdrawal withdrawal;
    private final ApplicationExport export;
    private final ApplicationImport imports;

    ApplicationsApiController(
            ClientDirectory directory,
            ManagedClients clients,
            ApplicationAdministration administration,
            ApplicationWithdrawal withdrawal,
            ApplicationExport export,
            ApplicationImport imports) {
        this.directory = directory;
        this.clients = clients;
        this.administration = administration;
        this.withdrawal = withdrawal;
        this.export = export;
        this.imports = imports;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ApplicationResource.Page list(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        ClientDirectory.Page page = directory.list(search, state, cursor, limit);
        return new ApplicationResource.Page(
                page.clients().stream().map(ApplicationResource.Listed::of).toList(), page.next());
    }

    /** The bootstrap file that declares scopes, resources and applications; without any secret. */
    @GetMapping(path = "/export", produces = "application/yaml")
    String export() {
        return export.yaml();
    }

    /** Takes the file of the export: all of it, or nothing. The secrets of new applications are in the answer and nowhere else. */
    @PostMapping(path = "/import", consumes = "application/yaml", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ApplicationImport.Imported> take(ApiCaller caller, InputStream body) throws IOException {
        byte[] file = body.readNBytes(LARGEST_FILE + 1);
        if (file.length > LARGEST_FILE) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(imports.take(caller.actor(), file));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> register(ApiCaller caller, @RequestBody Map<String, Object> body) {
        NewApplication made = administration.register(caller.actor(), body);
        return ResponseEntity.created(URI.create(
                        AdministrationApi.APPLICATIONS + "/" + made.client().id()))
                .eTag(ApplicationResource.etag(made.client()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(ApplicationResource.of(made.client(), made.secret()));
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> show(@PathVariable UUID id) {
        return answer(found(id));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {AdministrationApi.MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> change(
            ApiCaller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Map<String, Object> body) {
        found(id);
        IfMatch match = IfMatch.of(ifMatch);
        return answer(administration
                .change(
                        caller.actor(),
                        id,
                        match.version().orElse(null),
                        present -> ApplicationChanges.merged(present, body))
                .orElseThrow(NoSuchApplicationException::new));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            ApiCaller caller,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        found(id);
        IfMatch match = IfMatch.of(ifMatch);
        if (!administration.delete(caller.actor(), id, match.version().orElse(null))) {
            throw new NoSuchApplicationException();
        }
    }

    /** A further secret, to be had this once. */
    @PostMapping(path = "/{id}/secrets", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> addSecret(ApiCaller caller, @PathVariable UUID id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "client_secret",
                administration
                        .addSecret(caller.actor(), id)
                        .orElseThrow(NoSuchApplicationException::new)
                        .value());
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(body);
    }

    @DeleteMapping("/{id}/secrets/{secret}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeSecret(ApiCaller caller, @PathVariable UUID id, @PathVariable UUID secret) {
        if (!administration.revokeSecret(caller.actor(), id, secret)) {
            throw new NoSuchApplicationException();
        }
    }

    /** Takes back everything that anybody allowed the application, and tells them. */
    @DeleteMapping("/{id}/grants")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(ApiCaller caller, @PathVariable UUID id) {
        withdrawal.withdraw(caller.actor(), found(id));
    }

    private ManagedClient found(UUID id) {
        return clients.find(id).orElseThrow(NoSuchApplicationException::new);
    }

    private static ResponseEntity<Map<String, Object>> answer(ManagedClient client) {
        return ResponseEntity.ok().eTag(ApplicationResource.etag(client)).body(ApplicationResource.of(client, null));
    }
}
