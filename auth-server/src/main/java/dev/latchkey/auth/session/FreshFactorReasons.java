package dev.latchkey.auth.session;

import dev.latchkey.auth.web.Continuation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds the reason why a person is asked again, by the page that they are on the way to. */
@Component
public class FreshFactorReasons {

    private static final String ANY = "session.reason.any";

    private final List<FreshFactorReason> reasons;

    FreshFactorReasons(ObjectProvider<FreshFactorReason> reasons) {
        this.reasons = reasons.stream().toList();
    }

    /** The key of a sentence. */
    public String of(Optional<Continuation> continuation) {
        return continuation
                .map(Continuation::path)
                .flatMap(path -> reasons.stream()
                        .filter(reason -> path.equals(reason.path()) || path.startsWith(reason.path() + "/"))
                        .max(Comparator.comparingInt(reason -> reason.path().length())))
                .map(FreshFactorReason::messageKey)
                .orElse(ANY);
    }
}
