package dev.latchkey.auth.status;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Publishes the lists (§8 of the draft). To everybody: a list says nothing of whom its places belong to. */
@RestController
class StatusListController {

    static final MediaType TYPE = MediaType.valueOf("application/statuslist+jwt");

    /** Shorter than {@code ttl}: a shared cache adds to it. */
    private static final Duration CACHED = Duration.ofSeconds(1);

    private final StatusLists lists;

    StatusListController(StatusLists lists) {
        this.lists = lists;
    }

    @GetMapping(StatusReferences.PATH + "{list:[0-9]{1,15}}")
    ResponseEntity<String> list(@PathVariable long list, WebRequest request) {
        if (!lists.areCurrent()) {
            // Whoever asks knows what to do without an answer; an old list would look like a new one.
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        Optional<StatusLists.StatusList> found = lists.find(list);
        if (found.isEmpty()) {
            return ResponseEntity.notFound()
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        if (request.checkNotModified(found.get().entityTag())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .cacheControl(cached())
                    .eTag(found.get().entityTag())
                    .build();
        }
        return ResponseEntity.ok()
                .contentType(TYPE)
                .cacheControl(cached())
                .eTag(found.get().entityTag())
                .body(found.get().token());
    }

    private static CacheControl cached() {
        return CacheControl.maxAge(CACHED).cachePublic();
    }
}
