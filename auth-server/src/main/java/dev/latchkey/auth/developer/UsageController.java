package dev.latchkey.auth.developer;

import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.consent.ConsentPage;
import dev.latchkey.auth.consent.ConsentPages;
import dev.latchkey.auth.session.SignedIn;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** What people see of an application, and how many of them use it. Who they are is not its owner's business. */
@Controller
class UsageController {

    private static final Period SHOWN = Period.ofDays(30);

    private final Developers developers;
    private final JdbcClient jdbc;
    private final Clients clients;
    private final ConsentPages consents;
    private final Clock clock;

    UsageController(Developers developers, JdbcClient jdbc, Clients clients, ConsentPages consents, Clock clock) {
        this.developers = developers;
        this.jdbc = jdbc;
        this.clients = clients;
        this.consents = consents;
        this.clock = clock;
    }

    /** How often it was authorized on a day, and by how many people. */
    record Day(LocalDate day, long authorizations, long people) {}

    /** What the page shows. */
    record UsagePage(ApplicationHead head, List<Day> days, long people) {

        /** The busiest day's authorizations, which the other days are drawn against. */
        public long getMost() {
            return days.stream().mapToLong(Day::authorizations).max().orElse(1);
        }
    }

    /** @param consent null while the application is suspended, and asks nobody */
    record PreviewPage(ApplicationHead head, @Nullable ConsentPage consent) {}

    @GetMapping(ApplicationController.PATH + "/usage")
    ModelAndView usage(SignedIn signedIn, @PathVariable UUID id) {
        Application application = developers.own(signedIn, id);
        LocalDate from = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minus(SHOWN);
        List<Day> days = jdbc.sql("""
                        select (created_at at time zone 'UTC')::date as day, count(*) as authorizations,
                               count(distinct account_id) as people
                          from oauth_grant where client_id = :client and created_at >= :from
                         group by day order by day desc
                        """)
                .param("client", id)
                .param("from", from.atStartOfDay().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Day(
                        row.getObject("day", LocalDate.class), row.getLong("authorizations"), row.getLong("people")))
                .list();
        long people = jdbc.sql("select count(distinct account_id) from oauth_consent where client_id = :client")
                .param("client", id)
                .query(Long.class)
                .single();
        UsagePage page = new UsagePage(ApplicationHead.of(application), days, people);
        return new ModelAndView("developer/usage", Map.of("page", page));
    }

    @GetMapping(ApplicationController.PATH + "/preview")
    ModelAndView preview(SignedIn signedIn, @PathVariable UUID id, Locale language) {
        Application application = developers.own(signedIn, id);
        @Nullable
        ConsentPage consent = clients.byClientId(application.clientId())
                .map(client -> consents.preview(client, signedIn.accountId(), language))
                .orElse(null);
        PreviewPage page = new PreviewPage(ApplicationHead.of(application), consent);
        return new ModelAndView("developer/preview", Map.of("page", page));
    }
}
