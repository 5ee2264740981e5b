package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.PersonalData;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.session.RequiresFreshFactor;
import dev.latchkey.auth.session.SignedIn;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.json.JsonMapper;

/** The page on which people take a copy of everything that is kept about them. */
@Controller
class DataController {

    static final String PATH = "/account/data";

    private final ObjectProvider<PersonalData> data;
    private final AuditTrail trail;
    private final JsonMapper json;
    private final Clock clock;

    DataController(ObjectProvider<PersonalData> data, AuditTrail trail, JsonMapper json, Clock clock) {
        this.data = data;
        this.trail = trail;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String show() {
        return "profile/data";
    }

    @PostMapping(PATH + "/export")
    @RequiresFreshFactor(page = PATH)
    ResponseEntity<byte[]> export(SignedIn signedIn) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("exported_at", clock.instant());
        data.orderedStream().forEach(part -> parts.put(part.part(), part.of(signedIn.accountId())));
        byte[] file = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(parts);
        trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_EXPORTED)
                .account(signedIn.accountId())
                .session(signedIn.session().id()));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("latchkey-data.json")
                                .build()
                                .toString())
                .body(file);
    }
}
