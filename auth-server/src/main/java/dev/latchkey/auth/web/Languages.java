package dev.latchkey.auth.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** The languages the pages are written in. Whatever else is asked for becomes English. */
final class Languages {

    static final List<Locale> SUPPORTED = List.of(Locale.ENGLISH, Locale.GERMAN);

    private Languages() {}

    /** The supported language with exactly this tag. */
    static Optional<Locale> withTag(String tag) {
        return SUPPORTED.stream()
                .filter(language -> language.toLanguageTag().equals(tag))
                .findFirst();
    }

    /** The first supported one of a list of language tags, which a region may follow ({@code de-CH}). */
    static Optional<Locale> firstOf(String tags) {
        return Arrays.stream(tags.split(" "))
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .flatMap(language -> withTag(language).stream())
                .findFirst();
    }

    /** The first supported language the browser lists, English if it lists none. */
    static Locale preferredBy(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            // getLocales() would answer with the language of this machine.
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .flatMap(wanted -> withTag(wanted.getLanguage()).stream())
                .findFirst()
                .orElse(Locale.ENGLISH);
    }
}
