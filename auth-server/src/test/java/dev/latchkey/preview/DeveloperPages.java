package dev.latchkey.preview;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stand-ins for the page records of the developer portal, with the properties that its templates read. */
final class DeveloperPages {

    private DeveloperPages() {}

    record Head(
            UUID id,
            String name,
            String clientId,
            String kindKey,
            String state,
            boolean hasSecret,
            boolean redirects,
            boolean actsForPeople,
            @Nullable String logo) {}

    record Entry(Head head, LocalDate since) {}

    record Offer(UUID id, String name) {}

    record ApplicationsPage(
            List<Entry> applications,
            List<Offer> offers,
            @Nullable String obstacle,
            @Nullable String done) {}

    record KindsPage(List<String> kinds) {}

    record Form(
            String name,
            String description,
            String clientUri,
            String policyUri,
            String tosUri,
            String contacts,
            String redirectUris,
            String postLogoutRedirectUris,
            String backchannelLogoutUri,
            String initiateLoginUri) {}

    record ScopeChoice(
            String name, String title, String description, boolean chosen, boolean needsReason, String reason) {}

    record Problem(String field, int line, String messageKey) {}

    record FormPage(
            @Nullable Head head,
            String kind,
            boolean redirects,
            Form form,
            List<ScopeChoice> scopes,
            @Nullable Problem problem,
            @Nullable String done) {

        public @Nullable Problem problemOf(String field) {
            return problem != null && problem.field().equals(field) ? problem : null;
        }
    }

    record Snippet(String id, String file, String text) {}

    record CreatedPage(Head head, @Nullable String secret, String issuer, List<Snippet> snippets) {}

    record Row(
            UUID id,
            @Nullable String hint,
            LocalDate created,
            @Nullable LocalDate lastUsed) {}

    record Keys(boolean used, String jwks, String jwksUri) {}

    record CredentialsPage(
            Head head,
            List<Row> secrets,
            @Nullable String newSecret,
            Keys keys,
            String issuer,
            List<Snippet> snippets,
            @Nullable String problem,
            @Nullable String done) {

        public boolean isFull() {
            return secrets.size() > 1;
        }
    }

    record PreviewPage(Head head, Pages.@Nullable ConsentPage consent) {}

    record Day(LocalDate day, long authorizations, long people) {}

    record UsagePage(Head head, List<Day> days, long people) {

        public long getMost() {
            return days.stream().mapToLong(Day::authorizations).max().orElse(1);
        }
    }

    record Count(String error, long failures) {}

    record RefusedDay(LocalDate day, List<Count> errors) {}

    record Refusal(
            String id,
            ZonedDateTime at,
            String endpoint,
            String error,
            String ruleKey,
            String expected,
            String received) {}

    record Overview(
            String id,
            List<RefusedDay> days,
            List<Refusal> rows,
            @Nullable Integer previous,
            @Nullable Integer next) {}

    record RequestsPage(Head head, Overview overview) {}

    record AdministratorsRequestsPage(UUID id, String name, Overview overview) {}

    record AssignmentsPage(
            UUID id,
            String name,
            boolean launchable,
            boolean trusted,
            List<String> roles,
            List<String> chosen,
            String accounts,
            @Nullable String problem,
            boolean done) {}

    record Imported(int changed, int registered, Map<String, String> secrets) {}

    record ImportPage(
            @Nullable String problem,
            @Nullable String reason,
            @Nullable Imported imported) {}

    record ExplanationPage(String id, String error, String endpoint, String ruleKey) {}

    record Step(String stateKey, LocalDate on, String note) {}

    record PublicationPage(
            Head head,
            List<String> testers,
            List<Step> steps,
            int most,
            @Nullable String looksLike,
            boolean mayPublish,
            boolean mayAsk,
            @Nullable Problem problem,
            @Nullable String done) {

        public @Nullable Problem problemOf(String field) {
            return problem != null && problem.field().equals(field) ? problem : null;
        }
    }

    record DangerPage(
            Head head,
            boolean offered,
            @Nullable Problem problem,
            @Nullable String done) {

        public @Nullable Problem problemOf(String field) {
            return problem != null && problem.field().equals(field) ? problem : null;
        }
    }

    record Waiting(Head head, LocalDate since, @Nullable String looksLike) {}

    record QueuePage(List<Waiting> waiting, List<Waiting> suspended, boolean decided) {}

    record ReviewPage(
            Head head,
            String owner,
            String description,
            @Nullable String looksLike,
            String clientUri,
            List<String> redirectUris,
            Map<String, String> scopes,
            List<Step> steps,
            boolean conflict) {}
}
