package dev.latchkey.notes.note;

import dev.latchkey.notes.security.Account;
import dev.latchkey.notes.web.BadRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists notes newest first, or best match first when something is searched for. */
@RestController
class NoteListController {

    private static final int MAX_QUERY = 200;

    private final NoteLists lists;

    private final Cursors cursors;

    NoteListController(NoteLists lists, Cursors cursors) {
        this.lists = lists;
        this.cursors = cursors;
    }

    @GetMapping(path = "/notes", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NotePage> list(
            Account account,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit) {
        PageLimit.check(limit);
        String query = q.strip();
        if (query.codePointCount(0, query.length()) > MAX_QUERY || query.indexOf('\0') >= 0) {
            throw new BadRequest("q", "must be text of at most " + MAX_QUERY + " characters");
        }
        Position after = cursor == null ? null : cursors.read(cursor, account.id(), query);
        NoteLists.Slice slice = query.isEmpty()
                ? lists.newest(account.id(), after, limit)
                : lists.best(account.id(), query, after, limit);
        String next = slice.last() == null ? null : cursors.write(slice.last(), account.id(), query);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (next != null) {
            response.header(HttpHeaders.LINK, "<" + nextPage(query, next, limit) + ">; rel=\"next\"");
        }
        return response.body(new NotePage(slice.notes(), next));
    }

    /** RFC 8288, for clients that follow links. */
    private static String nextPage(String query, String next, int limit) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/notes").queryParam("limit", limit);
        if (!query.isEmpty()) {
            uri.queryParam("q", "{q}");
        }
        uri.queryParam("cursor", "{cursor}");
        return uri.encode()
                .buildAndExpand(query.isEmpty() ? new Object[] {next} : new Object[] {query, next})
                .toUriString();
    }
}
