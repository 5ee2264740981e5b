package dev.latchkey.auth.requestlog;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts together what was refused of an application. */
@Component
public class RequestOverviews {

    private static final int PAGE = 25;
    private static final int LAST_PAGE = 200;

    private final RefusedRequests requests;

    RequestOverviews(RefusedRequests requests) {
        this.requests = requests;
    }

    /**
     * @param client the id of the client's row
     * @param id of one refusal that is looked for; empty for all
     * @param zone of the reader
     */
    public RequestOverview of(UUID client, String id, int page, ZoneId zone) {
        int number = Math.min(Math.max(page, 1), LAST_PAGE);
        List<RefusedRequest> found = id.isEmpty()
                ? requests.of(client, (number - 1) * PAGE, PAGE + 1)
                : requests.find(id).filter(request -> request.client().equals(client)).stream()
                        .toList();
        return new RequestOverview(
                id,
                days(client),
                found.stream().limit(PAGE).map(request -> row(request, zone)).toList(),
                number > 1 ? number - 1 : null,
                found.size() > PAGE && number < LAST_PAGE ? number + 1 : null);
    }

    private List<RequestOverview.Day> days(UUID client) {
        Map<LocalDate, List<RefusedRequests.Count>> days = new LinkedHashMap<>();
        requests.counts(client)
                .forEach(count -> days.computeIfAbsent(count.day(), day -> new ArrayList<>())
                        .add(count));
        return days.entrySet().stream()
                .map(day -> new RequestOverview.Day(day.getKey(), day.getValue()))
                .toList();
    }

    private static RequestOverview.Row row(RefusedRequest request, ZoneId zone) {
        return new RequestOverview.Row(
                request.id(),
                request.at().atZone(zone),
                request.endpoint().path(),
                request.error(),
                request.failure().rule().messageKey(),
                request.failure().expected(),
                request.failure().received());
    }
}
