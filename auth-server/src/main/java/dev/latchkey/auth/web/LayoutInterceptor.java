package dev.latchkey.auth.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Gives every page its {@link Layout}, as a request attribute, which templates read like the model. An attribute of the model would
 * be missing where an exception handler chooses the page.
 */
final class LayoutInterceptor implements HandlerInterceptor {

    private static final String ATTRIBUTE = "layout";

    private final LocaleResolver languages;
    private final SingletonSupplier<List<NavigationEntry>> entries;
    private final SingletonSupplier<SignedInName> signedInName;

    LayoutInterceptor(
            LocaleResolver languages,
            ObjectProvider<NavigationEntry> entries,
            ObjectProvider<SignedInName> signedInName) {
        this.languages = languages;
        // When the first page is asked for: the features behind these are not there yet while the web layer is put
        // together.
        this.entries = SingletonSupplier.of(() -> entries.orderedStream().toList());
        this.signedInName = SingletonSupplier.of(() -> signedInName.getIfAvailable(() -> nobody -> null));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Layout layout = new Layout(request, languages.resolveLocale(request), entries.obtain(), signedInName.obtain());
        request.setAttribute(ATTRIBUTE, layout);
        return true;
    }
}
