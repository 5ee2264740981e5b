package dev.latchkey.auth.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language of a page: as the person chose it in a footer, which a cookie keeps; else as the application wishes that sent
 * the person here ({@code ui_locales}, OpenID Connect Core §3.1.2.1); else as the browser asks. Nothing is kept here.
 */
final class LanguageResolver implements LocaleResolver {

    static final String COOKIE = "latchkey-language";

    private static final String UI_LOCALES = "ui_locales";
    private static final String ATTRIBUTE = LanguageResolver.class.getName();

    private final ObjectProvider<Continuations> continuations;

    /** @param continuations asked for when a page has one: it needs more than the web layer */
    LanguageResolver(ObjectProvider<Continuations> continuations) {
        this.continuations = continuations;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Locale chosen) {
            return chosen;
        }
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        Locale language = Optional.ofNullable(cookie)
                .flatMap(kept -> Languages.withTag(kept.getValue()))
                .or(() -> wishedFor(request))
                .orElseGet(() -> Languages.preferredBy(request));
        request.setAttribute(ATTRIBUTE, language);
        return language;
    }

    /** In the request itself, or in the authorization request that goes on after this page. */
    private Optional<Locale> wishedFor(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(UI_LOCALES))
                .or(() -> Optional.ofNullable(request.getParameter(Continuations.PARAMETER))
                        .flatMap(signed -> Optional.ofNullable(continuations.getIfAvailable())
                                .flatMap(c -> c.read(signed)))
                        .filter(continuation -> continuation.path().equals(Continuations.AUTHORIZE))
                        .flatMap(continuation -> continuation.parameter(UI_LOCALES)))
                .flatMap(Languages::firstOf);
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        Locale language = locale == null ? Languages.preferredBy(request) : locale;
        request.setAttribute(ATTRIBUTE, language);
        if (response != null) {
            ResponseCookie cookie = ResponseCookie.from(COOKIE, language.toLanguageTag())
                    .path("/")
                    .maxAge(Duration.ofDays(365))
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Lax")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }
}
