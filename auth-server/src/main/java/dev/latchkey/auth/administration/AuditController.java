package dev.latchkey.auth.administration;

import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.audit.AuditSearch;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.RecordedEvent;
import dev.latchkey.auth.audit.RecordedEvents;
import dev.latchkey.auth.audit.RecordedEvents.Position;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The audit trail, to look through and to take along. There is no way to change it. */
@Controller
class AuditController {

    static final String PATH = "/admin/audit";

    private static final int PAGE = 50;
    private static final int LARGEST_EXPORT = 10_000;

    private final RecordedEvents events;
    private final Accounts accounts;
    private final AuditTrail trail;
    private final AuditExport export;

    AuditController(RecordedEvents events, Accounts accounts, AuditTrail trail, AuditExport export) {
        this.events = events;
        this.accounts = accounts;
        this.trail = trail;
        this.export = export;
    }

    @ModelAttribute("form")
    AuditForm form(
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        return new AuditForm(account, client, type, outcome, from, to);
    }

    @GetMapping(PATH)
    ModelAndView search(
            @ModelAttribute("form") AuditForm form, @RequestParam(required = false) @Nullable String cursor) {
        try {
            List<RecordedEvent> found = events.search(form.search(accounts), AuditPositions.read(cursor), PAGE + 1);
            boolean more = found.size() > PAGE;
            List<RecordedEvent> shown = more ? found.subList(0, PAGE) : found;
            return page(
                    form,
                    shown.stream().map(EventRow::of).toList(),
                    more ? next(form, shown.get(PAGE - 1)) : null,
                    null,
                    HttpStatus.OK);
        } catch (InvalidRequestException e) {
            return page(form, List.of(), null, "administration.problem.search", HttpStatus.BAD_REQUEST);
        }
    }

    /** A form and not a link: taking the trail along is written down in it. */
    @PostMapping(PATH + "/export")
    @RequiresFreshFactor(page = PATH)
    ResponseEntity<byte[]> export(
            SignedIn signedIn,
            @ModelAttribute("form") AuditForm form,
            @RequestParam(defaultValue = "csv") String format)
            throws IOException {
        boolean json = format.equals("json");
        if (!json && !format.equals("csv")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        AuditSearch search;
        try {
            search = form.search(accounts);
        } catch (InvalidRequestException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        List<RecordedEvent> found = events.search(search, null, LARGEST_EXPORT);
        trail.record(SecurityEvent.success(SecurityEventType.AUDIT_EXPORTED)
                .actor(signedIn.accountId())
                .detail("format", format)
                .detail("events", Integer.toString(found.size())));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("audit." + format)
                                .build()
                                .toString())
                .contentType(json ? MediaType.APPLICATION_JSON : new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(json ? export.json(found) : export.csv(found));
    }

    private static String next(AuditForm form, RecordedEvent last) {
        return UriComponentsBuilder.fromPath(PATH)
                .queryParam("account", "{account}")
                .queryParam("client", "{client}")
                .queryParam("type", "{type}")
                .queryParam("outcome", "{outcome}")
                .queryParam("from", "{from}")
                .queryParam("to", "{to}")
                .queryParam("cursor", "{cursor}")
                .build(
                        form.account(),
                        form.client(),
                        form.type(),
                        form.outcome(),
                        form.from(),
                        form.to(),
                        AuditPositions.write(Position.after(last)))
                .toString();
    }

    private static ModelAndView page(
            AuditForm form, List<EventRow> events, @Nullable String next, @Nullable String problem, HttpStatus status) {
        List<String> types =
                Stream.of(SecurityEventType.values()).map(Enum::name).sorted().toList();
        return new ModelAndView(
                "administration/audit", Map.of("page", new AuditPage(form, types, events, next, problem)), status);
    }

    /** What the page shows. */
    record AuditPage(
            AuditForm form,
            List<String> types,
            List<EventRow> events,
            @Nullable String next,
            @Nullable String problem) {}
}
