package dev.latchkey.preview;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stand-ins for the page records of the features, with the properties the templates read. */
final class Pages {

    private Pages() {}

    record SignInPage(
            @Nullable String applicationName,
            String username,
            @Nullable String problem,
            long minutes,
            boolean signUps,
            @Nullable String continuation) {}

    record ConsentScope(String name, String title, String description, boolean sensitive, boolean required) {}

    record ApplicationProfile(
            @Nullable String developer,
            boolean verified,
            @Nullable String logo) {}

    record ConsentGroup(String resource, int first, List<ConsentScope> scopes) {}

    record ConsentPage(
            String request,
            String shown,
            String switchAccount,
            String applicationName,
            ApplicationProfile profile,
            @Nullable String clientUri,
            @Nullable String policyUri,
            @Nullable String tosUri,
            String redirectHost,
            String accountName,
            String accountEmail,
            List<ConsentGroup> newScopes,
            List<ConsentGroup> grantedScopes,
            int granted,
            boolean offlineAccess,
            boolean changed,
            LocalDate registeredSince,
            long registeredDaysAgo) {}

    record AccountChoicePage(
            @Nullable String applicationName,
            List<Choice> choices,
            @Nullable String continuation) {

        record Choice(String session, String name, String email) {}
    }

    record FormPostPage(String action, String host, Map<String, String> parameters) {}

    record AuthorizationErrorPage(
            String error,
            String description,
            @Nullable String applicationName,
            @Nullable String id) {}

    record ConnectedApplication(
            String clientId,
            String name,
            ApplicationProfile profile,
            @Nullable String clientUri,
            boolean trusted,
            boolean enabled,
            LocalDate since,
            @Nullable LocalDate lastUsed,
            List<ConsentGroup> scopes) {}

    record ConnectedApplicationsPage(
            List<ConnectedApplication> applications,
            String search,
            int total,
            @Nullable Integer previous,
            @Nullable Integer next,
            @Nullable String done) {}

    record Access(
            @Nullable DeviceName device,
            @Nullable String address,
            boolean offline,
            ZonedDateTime since,
            ZonedDateTime lastUsed) {}

    record ConnectedApplicationPage(ConnectedApplication application, List<Access> accesses, int more) {}

    record Tile(String name, @Nullable String logo, String host, String address) {}

    record LauncherPage(List<Tile> applications) {}

    record AccountPage(String name, String username, String email, boolean totpEnrolled, Set<String> roles) {}

    record DeviceName(@Nullable String browser, @Nullable String system) {}

    record Session(
            UUID id,
            DeviceName device,
            @Nullable String place,
            @Nullable String address,
            boolean remembered,
            ZonedDateTime firstSeen,
            ZonedDateTime lastSeen) {}

    record SessionsPage(
            Session current,
            List<Session> others,
            int total,
            @Nullable Integer previous,
            @Nullable Integer next,
            @Nullable String done) {}

    /** How good the state of an item is. */
    enum State {
        GOOD,
        ATTENTION,
        PLAIN
    }

    record SecurityRow(
            String title,
            State state,
            String text,
            @Nullable ZonedDateTime since,
            @Nullable String link,
            @Nullable String linkText) {}

    record SecurityPage(List<SecurityRow> rows) {}

    record Event(
            String text,
            boolean failed,
            boolean byAdministrator,
            @Nullable String application,
            ZonedDateTime at,
            DeviceName device,
            @Nullable String address) {}

    record ActivityPage(List<Event> rows, @Nullable String earlier, boolean first) {}

    record ProfileForm(
            String username,
            String name,
            @Nullable String givenName,
            @Nullable String middleName,
            @Nullable String familyName,
            @Nullable String nickname,
            @Nullable String birthdate,
            @Nullable String gender,
            @Nullable String page,
            @Nullable String picture,
            @Nullable String website,
            @Nullable String zoneinfo,
            @Nullable String locale,
            @Nullable String phoneNumber,
            @Nullable String streetAddress,
            @Nullable String locality,
            @Nullable String region,
            @Nullable String postalCode,
            @Nullable String country) {}

    record ProfilePage(
            ProfileForm form,
            @Nullable String field,
            @Nullable String problem,
            long days,
            boolean saved,
            List<String> zones) {

        public @Nullable String problemOf(String name) {
            return name.equals(field) ? problem : null;
        }
    }

    record Place(String title, String url) {}

    record PasswordPage(
            String username,
            @Nullable String field,
            @Nullable String problem,
            long number,
            @Nullable String done) {

        public @Nullable String problemOf(String name) {
            return name.equals(field) ? problem : null;
        }
    }

    record FirstPasswordPage(
            String username,
            String email,
            @Nullable Place place,
            boolean mailed,
            @Nullable String field,
            @Nullable String problem,
            long number) {

        public @Nullable String problemOf(String name) {
            return name.equals(field) ? problem : null;
        }
    }

    record DeletionPage(
            String username, long days, @Nullable String problem) {}

    record DeletedPage(long days) {}

    record LogoutPage(
            @Nullable String applicationName,
            @Nullable String idTokenHint,
            @Nullable String postLogoutRedirectUri,
            @Nullable String state,
            @Nullable String clientId) {}

    record DemoMailPage(UUID id, ZonedDateTime at, String to, String subject, String text, List<String> links) {}

    record DemoMailsPage(List<DemoMailPage> mails) {}

    record SignUpForm(
            String username,
            String email,
            String name,
            String birthdate,
            String password,
            String passwordConfirmation) {}

    record FieldProblem(String messageKey, int argument) {}

    record SignUpPage(
            SignUpForm form,
            Map<String, FieldProblem> problems,
            int shortest,
            long minutes,
            @Nullable String earlier,
            @Nullable String continuation) {}

    record VerifyPage(
            String handle,
            String email,
            @Nullable String problem,
            long minutes,
            boolean sent,
            @Nullable String continuation) {}

    record LinkPage(String token, String subject) {}

    record DonePage(@Nullable String continuation) {}

    record ForgotPage(String email, @Nullable String problem, long minutes) {}

    record ResetPage(String token, String username, Map<String, FieldProblem> problems, int shortest) {}

    public record OwedPasswordPage(
            String username,
            int shortest,
            @Nullable FieldProblem password,
            @Nullable FieldProblem confirmation,
            @Nullable String continuation) {}

    /** A puzzle of a form. */
    public record Puzzle(String algorithm, String challenge, int maxnumber, String salt, String signature) {

        public String unsolved() {
            return "dW5zb2x2ZWQ=";
        }
    }

    public record DeviceCodePage(@Nullable String problem, long minutes) {}

    public record DevicePage(
            String userCode,
            String applicationName,
            ApplicationProfile profile,
            @Nullable String contact,
            @Nullable String clientUri,
            String accountName,
            String accountEmail,
            String address,
            @Nullable String place,
            long minutes,
            List<ConsentScope> scopes,
            boolean offlineAccess) {}

    public record DeviceDonePage(boolean allowed, String applicationName) {}

    record EmailPage(
            String email,
            boolean verified,
            String typed,
            @Nullable String problem,
            long minutes,
            boolean sent) {}
}
