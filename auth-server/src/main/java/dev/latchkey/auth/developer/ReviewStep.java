package dev.latchkey.auth.developer;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** One step on the way to being verified, as pages show it. */
record ReviewStep(String stateKey, LocalDate on, String note) {

    static List<ReviewStep> of(List<ApplicationReviews.Step> steps) {
        return steps.stream()
                .map(step -> new ReviewStep(
                        "developer.state." + step.state().slug(),
                        step.at().atZone(ZoneOffset.UTC).toLocalDate(),
                        step.note()))
                .toList();
    }
}
