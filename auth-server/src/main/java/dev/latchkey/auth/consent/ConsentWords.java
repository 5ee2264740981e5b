package dev.latchkey.auth.consent;

import dev.latchkey.auth.scope.Scopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Scopes as people read them: as sentences, and by the resource that they are about. */
@Component
class ConsentWords {

    private final ScopesByResource byResource;
    private final Scopes scopes;
    private final MessageSource messages;

    ConsentWords(ScopesByResource byResource, Scopes scopes, MessageSource messages) {
        this.byResource = byResource;
        this.scopes = scopes;
        this.messages = messages;
    }

    /** Each scope once, even where it is good at more than one resource: it is one tick on a page. */
    List<ConsentGroup> of(Set<String> asked, Predicate<String> which, Collection<String> resources, Locale language) {
        return groups(byResource.of(asked.stream().filter(which).toList(), resources), language);
    }

    List<ConsentGroup> groups(Map<String, Set<String>> sorted, Locale language) {
        List<ConsentGroup> groups = new ArrayList<>();
        Set<String> said = new HashSet<>();
        sorted.forEach((resource, names) -> {
            int first = said.size();
            List<ConsentScope> sentences = names.stream()
                    .filter(said::add)
                    .flatMap(name -> scopes.byName(name).stream())
                    .map(scope -> ConsentScope.of(scope, messages, language))
                    .toList();
            if (!sentences.isEmpty()) {
                groups.add(new ConsentGroup(resource, first, sentences));
            }
        });
        return List.copyOf(groups);
    }
}
