package dev.latchkey.auth.administration;

/**
 * One thing wrong with one field of a request.
 *
 * @param field the member of the body, the query parameter or the header
 * @param message what is wrong with it, constant text that repeats nothing the client sent
 */
record FieldProblem(String field, String message) {

    private static final int LONGEST = 60;

    /** A name that came from the client, who may have sent a megabyte of it. */
    static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    }
}
