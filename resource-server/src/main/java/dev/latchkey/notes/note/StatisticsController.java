package dev.latchkey.notes.note;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts for administrators. Nothing here tells one account from another, and no text is read. */
@RestController
class StatisticsController {

    private final AccountUsage usage;

    StatisticsController(AccountUsage usage) {
        this.usage = usage;
    }

    @GetMapping(path = "/admin/statistics", produces = MediaType.APPLICATION_JSON_VALUE)
    AccountUsage.Totals statistics() {
        return usage.totals();
    }
}
