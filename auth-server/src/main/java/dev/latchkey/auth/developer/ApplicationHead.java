package dev.latchkey.auth.developer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands above each page of an application. */
record ApplicationHead(
        UUID id,
        String name,
        String clientId,
        String kindKey,
        String state,
        boolean hasSecret,
        boolean redirects,
        boolean actsForPeople,
        @Nullable String logo) {

    static ApplicationHead of(Application application) {
        ApplicationKind kind = application.kind();
        return new ApplicationHead(
                application.id(),
                application.name(),
                application.clientId(),
                "developer.kind." + kind.slug(),
                application.state().slug(),
                kind.hasSecret(),
                kind.redirects(),
                kind.actsForPeople(),
                application.logo());
    }
}
