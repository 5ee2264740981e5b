package dev.latchkey.auth.developer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Makes the pages with forms. */
@Component
class FormPages {

    private final ApplicationRules rules;

    FormPages(ApplicationRules rules) {
        this.rules = rules;
    }

    ModelAndView toRegister(ApplicationKind kind, ApplicationForm form, @Nullable FormProblem problem) {
        FormPage page =
                new FormPage(null, kind.slug(), kind.redirects(), form, choices(kind, false, form), problem, null);
        return view("developer/form", page);
    }

    ModelAndView toChange(
            String view, Application application, ApplicationForm form, @Nullable FormProblem problem, boolean saved) {
        ApplicationKind kind = application.kind();
        FormPage page = new FormPage(
                ApplicationHead.of(application),
                kind.slug(),
                kind.redirects(),
                form,
                choices(kind, application.isVerified(), form),
                problem,
                saved ? "developer.done.saved" : null);
        return view(view, page);
    }

    private List<ScopeChoice> choices(ApplicationKind kind, boolean verified, ApplicationForm form) {
        return rules.scopesFor(kind, verified).stream()
                .map(scope -> new ScopeChoice(
                        scope.name(),
                        scope.titleMessage(),
                        scope.descriptionMessage(),
                        form.scopes().contains(scope.name()),
                        rules.isOfAnApi(scope),
                        form.reasons().getOrDefault(scope.name(), "")))
                .toList();
    }

    private static ModelAndView view(String view, FormPage page) {
        return new ModelAndView(
                view, Map.of("page", page), page.problem() == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
