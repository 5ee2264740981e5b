package dev.latchkey.auth.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its {@link Layout}. */
@ControllerAdvice(annotations = Controller.class)
final class LayoutAdvice {

    private final List<NavigationEntry> entries;
    private final @Nullable SignedInName signedInName;

    LayoutAdvice(ObjectProvider<NavigationEntry> entries, ObjectProvider<SignedInName> signedInName) {
        this.entries = entries.orderedStream().toList();
        this.signedInName = signedInName.getIfAvailable();
    }

    @ModelAttribute("layout")
    Layout layout(HttpServletRequest request, Locale language) {
        return new Layout(request, language, entries, signedInName);
    }
}
