package dev.latchkey.auth.registration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sign-up page shows.
 *
 * @param form what was typed; its passwords are never shown
 * @param problems by field
 * @param shortest the least length of a password
 * @param minutes how long to wait before another try; 0 if that is not the problem
 * @param earlier the handle of a sign-up that this one takes the place of
 * @param continuation where to go on afterwards
 */
record SignUpPage(
        SignUpForm form,
        Map<String, FieldProblem> problems,
        int shortest,
        long minutes,
        @Nullable String earlier,
        @Nullable String continuation) {}
