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
            @Nullable String continuation) {}

    record ConsentScope(String name, String title, String description, boolean sensitive, boolean required) {}

    record ConsentPage(
            String request,
            String switchAccount,
            String applicationName,
            @Nullable String clientUri,
            @Nullable String policyUri,
            @Nullable String tosUri,
            String redirectHost,
            String accountName,
            String accountEmail,
            List<ConsentScope> newScopes,
            List<ConsentScope> grantedScopes,
            boolean offlineAccess,
            LocalDate registeredSince) {}

    record FormPostPage(String action, String host, Map<String, String> parameters) {}

    record AuthorizationErrorPage(
            String error, String description, @Nullable String applicationName) {}

    record ConnectedApplication(
            String clientId,
            String name,
            @Nullable String clientUri,
            boolean trusted,
            LocalDate since,
            @Nullable LocalDate lastUsed,
            List<ConsentScope> scopes) {}

    record ConnectedApplicationsPage(List<ConnectedApplication> applications, boolean removed) {}

    record AccountPage(String name, String username, String email, boolean totpEnrolled, Set<String> roles) {}

    record LogoutPage(
            @Nullable String applicationName,
            @Nullable String idTokenHint,
            @Nullable String postLogoutRedirectUri,
            @Nullable String state,
            @Nullable String clientId) {}

    record DemoMailPage(UUID id, ZonedDateTime at, String to, String subject, String text, List<String> links) {}

    record DemoMailsPage(List<DemoMailPage> mails) {}
}
