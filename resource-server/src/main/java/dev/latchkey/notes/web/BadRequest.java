package dev.latchkey.notes.web;

import java.util.List;

/** The request cannot be understood as it stands; answered as 400 with the fields at fault. */
public final class BadRequest extends RuntimeException {

    private final List<FieldProblem> problems;

    public BadRequest(List<FieldProblem> problems) {
        super("Bad request: " + problems, null, false, false);
        this.problems = List.copyOf(problems);
    }

    public BadRequest(String field, String message) {
        this(List.of(new FieldProblem(field, message)));
    }

    public List<FieldProblem> problems() {
        return problems;
    }
}
