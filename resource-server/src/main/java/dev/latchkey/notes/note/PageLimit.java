package dev.latchkey.notes.note;

import dev.latchkey.notes.web.BadRequest;

/** How many notes one page may hold. */
final class PageLimit {

    private static final int MAX = 100;

    private PageLimit() {}

    static void check(int limit) {
        if (limit < 1 || limit > MAX) {
            throw new BadRequest("limit", "must be between 1 and " + MAX);
        }
    }
}
