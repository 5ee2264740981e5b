package dev.latchkey.auth.client;

import dev.latchkey.auth.image.Logo;
import dev.latchkey.auth.image.Logos;
import dev.latchkey.auth.image.RefusedImageException;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fetches what {@code logo_uri} (RFC 7591 §2) names, so that no browser of a person ever does: the address belongs to the
 * application, and who opens a page here is not its business. A few at a time and each once a week, however many register.
 */
@Component
class FetchedLogos {

    private static final Logger log = LoggerFactory.getLogger(FetchedLogos.class);

    private static final int AT_ONCE = 10;
    private static final Duration GOOD_FOR = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final OutboundClient outbound;
    private final Logos logos;
    private final ClientLogos kept;
    private final Clock clock;

    FetchedLogos(JdbcClient jdbc, OutboundClient outbound, Logos logos, ClientLogos kept, Clock clock) {
        this.jdbc = jdbc;
        this.outbound = outbound;
        this.logos = logos;
        this.kept = kept;
        this.clock = clock;
    }

    private record Wanted(UUID id, String logoUri) {}

    /** What was uploaded here stays; what came from an address that is not named any more goes. */
    void fetch() {
        jdbc.sql("""
                        delete from client_logo l using client c
                         where c.id = l.client_id and l.source is not null and c.metadata ->> 'logo_uri' is null
                        """).update();
        for (Wanted wanted : wanted()) {
            kept.fetched(wanted.id(), wanted.logoUri(), logo(wanted.logoUri()));
        }
    }

    private List<Wanted> wanted() {
        return jdbc.sql("""
                        select c.id, c.metadata ->> 'logo_uri' as logo_uri
                          from client c left join client_logo l on l.client_id = c.id
                         where c.metadata ->> 'logo_uri' is not null and c.enabled
                           and (l.client_id is null
                                or (l.source is not null
                                    and (l.source <> c.metadata ->> 'logo_uri' or l.fetched_at < :stale)))
                         order by l.fetched_at nulls first, c.created_at limit :most
                        """)
                .param("stale", clock.instant().minus(GOOD_FOR).atOffset(ZoneOffset.UTC))
                .param("most", AT_ONCE)
                .query(Wanted.class)
                .list();
    }

    private @Nullable Logo logo(String address) {
        try {
            return logos.draw(outbound.get(address, "image/png, image/jpeg", Logos.MOST_BYTES)
                    .body());
        } catch (OutboundException unreachable) {
            return null; // which the client for others' addresses has logged
        } catch (RefusedImageException refused) {
            log.info("The logo at an application's address is not shown: {}", refused.reason());
            return null;
        }
    }
}
