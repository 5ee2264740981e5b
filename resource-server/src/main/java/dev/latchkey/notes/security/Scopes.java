package dev.latchkey.notes.security;

import java.util.List;

/** The scopes this API understands; each authority is the scope behind {@code SCOPE_}, as Spring Security has it. */
final class Scopes {

    static final String NOTES_READ = "notes:read";

    static final String NOTES_WRITE = "notes:write";

    static final List<String> ALL = List.of(NOTES_READ, NOTES_WRITE);

    private static final String AUTHORITY_PREFIX = "SCOPE_";

    private Scopes() {}

    static String authority(String scope) {
        return AUTHORITY_PREFIX + scope;
    }
}
