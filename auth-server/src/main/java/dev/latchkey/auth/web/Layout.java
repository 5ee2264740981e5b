package dev.latchkey.auth.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final HttpServletRequest request;
    private final Locale language;
    private final List<NavigationEntry> entries;
    private final @Nullable SignedInName signedInName;

    Layout(
            HttpServletRequest request,
            Locale language,
            List<NavigationEntry> entries,
            @Nullable SignedInName signedInName) {
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
        return authentication == null || signedInName == null ? null : signedInName.of(authentication);
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
        List<NavigationEntry> visible = entries.stream()
                .filter(entry -> entry.section() == section && isVisible(entry))
                .toList();
        List<Link> links = new ArrayList<>();
        for (NavigationEntry entry : visible) {
            links.add(new Link(entry.path(), entry.titleKey(), entry.path().equals(currentPath())));
        }
        return links;
    }

    private @Nullable String currentPath() {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return entries.stream()
                .map(NavigationEntry::path)
                .filter(candidate -> path.equals(candidate) || path.startsWith(candidate + "/"))
                .max((one, other) -> Integer.compare(one.length(), other.length()))
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
        boolean error = request.getDispatcherType() == DispatcherType.ERROR;
        if (error && !"GET".equals(request.getAttribute(RequestDispatcher.ERROR_METHOD))) {
            return List.of();
        }
        String query =
                error ? (String) request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING) : request.getQueryString();
        return Languages.SUPPORTED.stream()
                .map(locale -> new Language(
                        locale.toLanguageTag(),
                        locale.getDisplayLanguage(locale),
                        inLanguage(query, locale),
                        locale.equals(language)))
                .toList();
    }

    /** A reference of a query alone: it keeps the path, and cannot be made to point to another host by the path. */
    private static String inLanguage(@Nullable String query, Locale locale) {
        String parameter = LanguageInterceptor.PARAMETER + "=";
        Stream<String> kept = query == null
                ? Stream.empty()
                : Arrays.stream(query.split("&")).filter(pair -> !pair.isEmpty() && !pair.startsWith(parameter));
        return Stream.concat(kept, Stream.of(parameter + locale.toLanguageTag()))
                .collect(Collectors.joining("&", "?", ""));
    }

    record Section(String titleKey, List<Link> links) {}

    record Link(String path, String titleKey, boolean current) {}

    record Language(String tag, String name, String href, boolean current) {}
}
