package dev.latchkey.auth.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What the layout templates read, for one request. Each part is worked out when a template asks for it: an error page must not
 * need the session, which may be the very thing that cannot be loaded.
 */
final class Layout {

    /** Longer ones are nobody's: an authorization request that waits for a sign-in is the longest there is. */
    private static final int LONGEST_QUERY = 6000;

    /** What the forms of a sign-in carry from step to step, in the address and in a field of this name. */
    private static final String CARRIED = "continue";

    private final HttpServletRequest request;
    private final Locale language;
    private final List<NavigationEntry> entries;
    private final SignedInName signedInName;

    Layout(HttpServletRequest request, Locale language, List<NavigationEntry> entries, SignedInName signedInName) {
        this.request = request;
        this.language = language;
        this.entries = entries;
        this.signedInName = signedInName;
    }

    public String cspNonce() {
        return ContentSecurityPolicy.of(request).nonce();
    }

    public String correlationId() {
        return CorrelationId.of(request);
    }

    public @Nullable String accountName() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? null : signedInName.of(authentication);
    }

    /** The first page of the navigation that everyone may see: the way out of an error page. */
    public @Nullable String home() {
        return entries.stream()
                .filter(entry -> entry.authority() == null)
                .map(NavigationEntry::path)
                .findFirst()
                .orElse(null);
    }

    public List<Section> navigation() {
        return Arrays.stream(NavigationEntry.Section.values())
                .map(section -> new Section(section.titleKey(), links(section)))
                .filter(section -> !section.links().isEmpty())
                .toList();
    }

    private List<Link> links(NavigationEntry.Section section) {
        String current = currentPath();
        return entries.stream()
                .filter(entry -> entry.section() == section && isVisible(entry))
                .map(entry ->
                        new Link(entry.path(), entry.titleKey(), entry.path().equals(current)))
                .toList();
    }

    /** The most specific entry at or above the page that is shown. */
    private @Nullable String currentPath() {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return entries.stream()
                .map(NavigationEntry::path)
                .filter(candidate -> path.equals(candidate) || path.startsWith(candidate + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    private static boolean isVisible(NavigationEntry entry) {
        String authority = entry.authority();
        if (authority == null) {
            return true;
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getAuthorities().stream()
                        .anyMatch(granted -> authority.equals(granted.getAuthority()));
    }

    /** The same page in each language; none where asking for the page again would not show it again. */
    public List<Language> languages() {
        if (!repeatable()) {
            return List.of();
        }
        // An error page repeats nothing of the request it is about.
        String query = isError() ? null : query();
        return Languages.SUPPORTED.stream()
                .map(locale -> new Language(
                        locale.toLanguageTag(),
                        locale.getDisplayLanguage(locale),
                        inLanguage(query, locale),
                        locale.equals(language)))
                .toList();
    }

    /** Whether following a link to this address asks for the same page again: not so for an error that answers a form. */
    public boolean repeatable() {
        return !isError() || "GET".equals(request.getAttribute(RequestDispatcher.ERROR_METHOD));
    }

    private boolean isError() {
        return request.getDispatcherType() == DispatcherType.ERROR;
    }

    /** A form that is shown again was posted to an address without a query: what the query said is then in its fields. */
    private @Nullable String query() {
        String carried = request.getQueryString() == null ? request.getParameter(CARRIED) : null;
        return carried == null
                ? request.getQueryString()
                : CARRIED + "=" + URLEncoder.encode(carried, StandardCharsets.UTF_8);
    }

    /** A reference of a query alone: it keeps the path, and cannot be made to point to another host by the path. */
    private static String inLanguage(@Nullable String query, Locale locale) {
        String parameter = LanguageInterceptor.PARAMETER + "=";
        Stream<String> kept = query == null || query.length() > LONGEST_QUERY
                ? Stream.empty()
                : Arrays.stream(query.split("&")).filter(pair -> !pair.isEmpty() && !pair.startsWith(parameter));
        return Stream.concat(kept, Stream.of(parameter + locale.toLanguageTag()))
                .collect(Collectors.joining("&", "?", ""));
    }

    record Section(String titleKey, List<Link> links) {}

    record Link(String path, String titleKey, boolean current) {}

    record Language(String tag, String name, String href, boolean current) {}
}
