package dev.latchkey.auth.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/** Takes the choice of a language from the address ({@code ?lang=de}); anything that is not one of ours is ignored. */
final class LanguageInterceptor implements HandlerInterceptor {

    static final String PARAMETER = "lang";

    private final LocaleResolver languages;

    LanguageInterceptor(LocaleResolver languages) {
        this.languages = languages;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String tag = request.getParameter(PARAMETER);
        if (tag != null) {
            Languages.withTag(tag).ifPresent(language -> languages.setLocale(request, response, language));
        }
        return true;
    }
}
