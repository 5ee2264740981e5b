package dev.latchkey.auth.developer;

import dev.latchkey.auth.scope.Scope;
import dev.latchkey.auth.scope.Scopes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person may not register, beside what nobody may ({@code client}'s rules). */
@Component
class ApplicationRules {

    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int LONGEST_REASON = 300;
    private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\r\\n\\t]]");

    private final ApplicationNames names;
    private final Scopes scopes;

    ApplicationRules(ApplicationNames names, Scopes scopes) {
        this.names = names;
        this.scopes = scopes;
    }

    /**
     * @param verified whether an administrator has looked at the application as it is
     * @return the well-known name that its own resembles, if it does
     * @throws InvalidApplicationException at the first field that is wrong
     */
    @Nullable
    String check(ApplicationForm form, ApplicationKind kind, boolean verified) {
        switch (names.judge(form.name())) {
            case TOO_LONG -> throw wrong("name", "name-long");
            case UNREADABLE -> throw wrong("name", "name");
            case RESERVED -> throw wrong("name", "name-reserved");
            case RESEMBLES, FINE -> {}
        }
        requireText("description", form.description(), LONGEST_DESCRIPTION);
        requireScopes(form, kind, verified);
        return names.resembled(form.name()).orElse(null);
    }

    /** What may be ticked on the form. */
    List<Scope> scopesFor(ApplicationKind kind, boolean verified) {
        return scopes.all().stream()
                .filter(scope -> scopes.isForEveryone(scope.name()))
                .filter(scope -> verified || !scope.sensitive())
                .filter(scope -> kind.actsForPeople() || isOfAnApi(scope))
                .toList();
    }

    Optional<Scope> scope(String name) {
        return scopes.byName(name);
    }

    boolean scopeExists(String name) {
        return scopes.byName(name).isPresent();
    }

    private void requireScopes(ApplicationForm form, ApplicationKind kind, boolean verified) {
        List<String> offered =
                scopesFor(kind, verified).stream().map(Scope::name).toList();
        for (String scope : form.scopes()) {
            if (!offered.contains(scope)) {
                throw wrong("scope", "scope");
            }
            String reason = form.reasons().getOrDefault(scope, "");
            if (reason.isEmpty() && scope(scope).filter(this::isOfAnApi).isPresent()) {
                throw wrong("reason." + scope, "reason");
            }
            requireText("reason." + scope, reason, LONGEST_REASON);
        }
    }

    /** What is no claim about the person needs a reason. */
    boolean isOfAnApi(Scope scope) {
        return scopes.resources().stream()
                .anyMatch(resource -> resource.scopes().contains(scope.name()));
    }

    private static void requireText(String field, String text, int longest) {
        if (text.length() > longest || UNREADABLE.matcher(text).find()) {
            throw wrong(field, "text");
        }
    }

    private static InvalidApplicationException wrong(String field, String key) {
        return new InvalidApplicationException(FormProblem.of(field, key));
    }
}
