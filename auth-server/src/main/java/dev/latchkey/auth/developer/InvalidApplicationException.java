package dev.latchkey.auth.developer;

/** An application may not be so. */
final class InvalidApplicationException extends RuntimeException {

    private final transient FormProblem problem;

    InvalidApplicationException(FormProblem problem) {
        super(problem.messageKey(), null, false, false);
        this.problem = problem;
    }

    FormProblem problem() {
        return problem;
    }
}
