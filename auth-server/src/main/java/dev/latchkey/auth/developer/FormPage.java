package dev.latchkey.auth.developer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form about an application.
 *
 * @param head null as long as it does not exist
 * @param done the key of what has just been done
 */
record FormPage(
        @Nullable ApplicationHead head,
        String kind,
        boolean redirects,
        ApplicationForm form,
        List<ScopeChoice> scopes,
        @Nullable FormProblem problem,
        @Nullable String done) {

    /** What is wrong with this field. */
    @Nullable
    FormProblem problemOf(String field) {
        return problem != null && problem.field().equals(field) ? problem : null;
    }
}
