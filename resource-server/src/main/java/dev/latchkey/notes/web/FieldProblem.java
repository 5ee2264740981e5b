package dev.latchkey.notes.web;

/**
 * One thing wrong with one field of a request.
 *
 * @param field the member of the body, the query parameter or the header
 * @param message what is wrong with it, constant text that repeats nothing the client sent
 */
public record FieldProblem(String field, String message) {}
