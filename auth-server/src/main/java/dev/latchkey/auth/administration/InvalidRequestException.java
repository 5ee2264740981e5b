package dev.latchkey.auth.administration;

import java.util.List;

/** The request is not as the API takes it. */
class InvalidRequestException extends RuntimeException {

    private final transient List<FieldProblem> problems;

    InvalidRequestException(List<FieldProblem> problems) {
        super("The request is not valid");
        this.problems = List.copyOf(problems);
    }

    InvalidRequestException(String field, String message) {
        this(List.of(new FieldProblem(field, message)));
    }

    List<FieldProblem> problems() {
        return problems;
    }
}
