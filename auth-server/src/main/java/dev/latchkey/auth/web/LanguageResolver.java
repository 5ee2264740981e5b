package dev.latchkey.auth.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** The language of a page: as chosen in its footer and kept in a cookie, else as the browser asks. Nothing is kept here. */
final class LanguageResolver implements LocaleResolver {

    static final String COOKIE = "latchkey-language";

    private static final String ATTRIBUTE = LanguageResolver.class.getName();

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Locale chosen) {
            return chosen;
        }
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        Locale language = Optional.ofNullable(cookie)
                .flatMap(kept -> Languages.withTag(kept.getValue()))
                .orElseGet(() -> Languages.preferredBy(request));
        request.setAttribute(ATTRIBUTE, language);
        return language;
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
